export { default } from './MailCenter';
