// The mail button as the v2 shell's top bar wants it: a flow model.
import { TopbarActionModel } from '@nocobase/client-v2';
import { theme } from 'antd';
import { mount } from '../errors/mount';

const MailButton = mount(() => import('./MailButton'));

export class MailTopbarActionModel extends TopbarActionModel {
  // Right of the bell (200), left of help and the user.
  sort = 250;
  actionId = 'mail';
  testId = 'mail-button';

  render() {
    return <HeaderButton />;
  }
}

function HeaderButton() {
  const token = theme.useToken().token as { colorTextHeaderMenu?: string };
  return (
    <MailButton
      // At antd's own place the larger badge of this shell hides the icon.
      badgeOffset={[5, -3]}
      style={{
        width: 46,
        height: 46,
        padding: 0,
        borderRadius: 0,
        display: 'inline-flex',
        alignItems: 'center',
        justifyContent: 'center',
        color: token.colorTextHeaderMenu ?? 'rgba(255, 255, 255, 0.65)',
      }}
    />
  );
}

export default MailTopbarActionModel;
