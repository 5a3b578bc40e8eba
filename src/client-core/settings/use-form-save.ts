// One way for all tabs to save: busy state, errors beside the field they belong to, dirtiness reported upwards.
import { App, type FormInstance } from 'antd';
import { useCallback, useState } from 'react';
import { MailApiError, useErrorText, useT } from '../api';
import { fieldPathOf, isSamePath } from './field-path';

interface Options<T> {
  form: FormInstance<T>;
  save(values: T): Promise<void>;
  onDirty(isDirty: boolean): void;
  /** The first field at fault, which may be out of sight. */
  onFault?(path: ReadonlyArray<string | number>): void;
}

export function useFormSave<T extends object>({ form, save, onDirty, onFault }: Options<T>) {
  const t = useT();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const [isSaving, setSaving] = useState(false);
  const [isDirty, setOwnDirty] = useState(false);
  /** An error that belongs to no field of this form. */
  const [failure, setFailure] = useState<string>();

  const setDirty = useCallback(
    (value: boolean) => {
      setOwnDirty(value);
      onDirty(value);
    },
    [onDirty],
  );

  async function submit(values: T) {
    setSaving(true);
    setFailure(undefined);
    try {
      await save(values);
      setDirty(false);
      message.success(t('Saved'));
    } catch (error) {
      const { code, field } = error instanceof MailApiError ? error : { code: undefined, field: undefined };
      const path = field === undefined ? [] : fieldPathOf(field);
      if (form.getFieldsError().some(({ name }) => isSamePath(name, path))) {
        const text = code === 'invalid-input' ? t('This is not accepted. Compare it with the note below; a variable in it has to exist.') : errorText(error);
        form.setFields([{ name: path, errors: [text] } as never]);
        onFault?.(path);
      } else setFailure(errorText(error));
    } finally {
      setSaving(false);
    }
  }

  /** The form's own check has failed. */
  function refuse({ errorFields }: { errorFields: ReadonlyArray<{ name: ReadonlyArray<string | number> }> }) {
    if (errorFields[0]) onFault?.(errorFields[0].name);
  }

  /** Something was typed: what the server said of it is no longer true. */
  function change() {
    setDirty(true);
    const faults = form.getFieldsError().filter(({ errors }) => errors.length > 0);
    form.setFields(faults.map(({ name }) => ({ name, errors: [] }) as never));
  }

  function reset() {
    form.resetFields();
    setFailure(undefined);
    setDirty(false);
  }

  return { submit, refuse, change, reset, isSaving, isDirty, failure };
}
