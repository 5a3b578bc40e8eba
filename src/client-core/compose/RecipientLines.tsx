// To, and Cc and Bcc when they are wanted.
import { Button } from 'antd';
import { useState } from 'react';
import type { EmailAddress } from '../../common/api';
import { useT } from '../api';
import type { ComposeFieldsConfig } from './ComposeFields';
import { canSendSeparately, isSentSeparately, type ComposeState, type RecipientField } from './compose-state';
import { FormLine } from './FormLine';
import { RecipientInput } from './RecipientInput';
import { SeparatelyCheckbox } from './SeparatelyCheckbox';
import { useComposeStyles } from './styles';
import type { FormErrors } from './use-send';

interface RecipientLinesProps {
  state: ComposeState;
  onChange: (field: RecipientField, value: EmailAddress[]) => void;
  onSeparately: (separately: boolean) => void;
  onSend: () => void;
  errors: FormErrors;
  fields: ComposeFieldsConfig;
  autoFocus: boolean;
}

export function RecipientLines({ state, onChange, onSeparately, onSend, errors, fields, autoFocus }: RecipientLinesProps) {
  const t = useT();
  const { styles } = useComposeStyles();
  const [opened, setOpened] = useState<readonly RecipientField[]>([]);
  const isShown = (field: RecipientField) => !fields[field]?.isHidden && (field === 'to' || state[field].length > 0 || opened.includes(field) || errors[field] !== undefined);
  const names: Record<RecipientField, string> = { to: t('To'), cc: t('Cc'), bcc: t('Bcc') };
  const isSeparate = isSentSeparately(state);
  const hidden = (['cc', 'bcc'] as const).filter((field) => !fields[field]?.isHidden && !isShown(field) && !isSeparate);
  return (
    <>
      {(['to', 'cc', 'bcc'] as const).filter((field) => isShown(field) && !(isSeparate && field !== 'to')).map((field) => (
        <FormLine
          key={field}
          label={names[field]}
          error={errors[field]}
          extra={
            field === 'to' &&
            hidden.map((other) => (
              <Button key={other} type="text" size="small" onClick={() => setOpened([...opened, other])}>
                {names[other]}
              </Button>
            ))
          }
        >
          <RecipientInput
            label={names[field]}
            value={state[field]}
            onChange={(value) => onChange(field, value)}
            disabled={fields[field]?.isDisabled}
            isWrong={errors[field] !== undefined}
            onSend={onSend}
            autoFocus={(field === 'to' && autoFocus) || opened.at(-1) === field}
          />
        </FormLine>
      ))}
      {canSendSeparately(state) && (
        <div className={styles.choice}>
          <SeparatelyCheckbox checked={state.separately} onChange={onSeparately} />
        </div>
      )}
    </>
  );
}
