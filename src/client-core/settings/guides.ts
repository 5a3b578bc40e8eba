// The setup steps of each provider, as data. What they say was checked against the providers' documentation in 2026-11.
import type { ProviderSettingsView } from '../../common/api';
import type { Translate } from '../api';

export interface GuideStep {
  title: string;
  lines: string[];
  /** A text to be entered there exactly. */
  copy?: string;
  link?: string;
}

type Guide = (provider: ProviderSettingsView, t: Translate) => GuideStep[];

const GUIDES: Record<string, Guide | undefined> = { google, microsoft };

/** Empty for a provider without a guide. */
export function guideOf(provider: ProviderSettingsView, t: Translate): GuideStep[] {
  return GUIDES[provider.provider]?.(provider, t) ?? [];
}

function google({ redirectUri }: ProviderSettingsView, t: Translate): GuideStep[] {
  return [
    {
      title: t('Create a project'),
      lines: [t('Sign in to the Google Cloud console and create a project, or choose one.')],
      link: 'https://console.cloud.google.com/projectcreate',
    },
    {
      title: t('Enable the Gmail API'),
      lines: [t('Open the Gmail API in the library of this project and press Enable.')],
      link: 'https://console.cloud.google.com/apis/library/gmail.googleapis.com',
    },
    {
      title: t('Set up the consent screen'),
      lines: [
        t('Under Google Auth Platform, Audience, choose Internal if all mailboxes belong to your own Google Workspace: no review by Google is needed.'),
        t('Otherwise choose External and press Publish app, so that the status is "In production". Never leave it on "Testing": then every sign-in ends after 7 days and only listed test users get in.'),
        t('Until Google has verified an external app, users see a warning ("Advanced", then "Go to …") and at most 100 of them can link a mailbox.'),
      ],
      link: 'https://console.cloud.google.com/auth/audience',
    },
    {
      title: t('Add the permission'),
      lines: [t('Under Data access, add this scope by hand and save.')],
      copy: 'https://www.googleapis.com/auth/gmail.modify',
      link: 'https://console.cloud.google.com/auth/scopes',
    },
    {
      title: t('Create a client'),
      lines: [t('Under Clients, create a client of type "Web application" and enter this authorized redirect URI, exactly as it stands here:')],
      copy: redirectUri,
      link: 'https://console.cloud.google.com/auth/clients/create',
    },
    {
      title: t('Save and test'),
      lines: [
        t('Copy the client ID and the client secret into this page. Google shows the secret only once, when the client is created.'),
        t('Save, then press Test. A new redirect URI may take a few minutes to work.'),
      ],
    },
  ];
}

function microsoft({ redirectUri }: ProviderSettingsView, t: Translate): GuideStep[] {
  return [
    {
      title: t('Register an app'),
      lines: [t('Sign in to the Microsoft Entra admin center, open App registrations and press New registration.')],
      link: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    },
    {
      title: t('Choose the supported account types'),
      lines: [
        t('Only your own organisation: choose the single tenant type and enter the Directory (tenant) ID on this page.'),
        t('Several organisations, or personal accounts such as outlook.com: choose the type that names them and leave the tenant empty here.'),
      ],
    },
    {
      title: t('Enter the redirect URI'),
      lines: [t('Choose the platform "Web" (not "Single-page application" and not "Mobile and desktop") and enter exactly:')],
      copy: redirectUri,
    },
    {
      title: t('Add the permissions'),
      lines: [
        t('Under API permissions, add these delegated permissions of Microsoft Graph: {{permissions}}.', {
          permissions: 'Mail.ReadWrite, Mail.Send, User.Read, offline_access',
        }),
        t('Choose delegated, not application permissions: application permissions open every mailbox of the organisation.'),
      ],
    },
    {
      title: t('Create a client secret'),
      lines: [
        t('Under Certificates & secrets, create a client secret and copy its Value, not its Secret ID. It is shown only once.'),
        t('The secret expires after 24 months at the latest. Note the date: afterwards no mail is synced until a new secret is saved here.'),
      ],
    },
    {
      title: t('Save and test'),
      lines: [
        t('Copy the Application (client) ID from the Overview and the secret into this page, save, then press Test.'),
        t('If users may not consent for themselves, open the consent link on this page once as an administrator of the organisation.'),
      ],
    },
  ];
}
