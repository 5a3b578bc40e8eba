// Field definitions shared by the collections: what a column is in the database and how NocoBase's pages show it.
import type { FieldOptions } from '@nocobase/database';
import { NAMESPACE } from '../../common/constants';

const title = (text: string) => `{{t(${JSON.stringify(text)}, { ns: ${JSON.stringify(NAMESPACE)} })}}`;

/** 53-bit primary key made by the host; travels as a JSON number. */
export const id: FieldOptions = {
  name: 'id',
  type: 'snowflakeId',
  interface: 'snowflakeId',
  primaryKey: true,
  allowNull: false,
  uiSchema: { type: 'number', title: '{{t("ID")}}', 'x-component': 'InputNumber', 'x-component-props': { stringMode: true } },
};

/** One line of text, at most 255 characters. */
export function line(name: string, label: string, options: Partial<FieldOptions> = {}): FieldOptions {
  return {
    name,
    type: 'string',
    interface: 'input',
    uiSchema: { type: 'string', title: title(label), 'x-component': 'Input' },
    ...options,
  } as FieldOptions;
}

/** Text of any length (LONGTEXT on MySQL, where TEXT ends at 64 KiB). */
export function longText(name: string, label: string, options: Partial<FieldOptions> = {}): FieldOptions {
  return {
    name,
    type: 'text',
    length: 'long',
    interface: 'textarea',
    uiSchema: { type: 'string', title: title(label), 'x-component': 'Input.TextArea' },
    ...options,
  } as FieldOptions;
}

export function yesNo(name: string, label: string): FieldOptions {
  return {
    name,
    type: 'boolean',
    interface: 'checkbox',
    defaultValue: false,
    uiSchema: { type: 'boolean', title: title(label), 'x-component': 'Checkbox' },
  };
}

export function moment(name: string, label: string): FieldOptions {
  return {
    name,
    type: 'date',
    interface: 'datetime',
    uiSchema: {
      type: 'string',
      title: title(label),
      'x-component': 'DatePicker',
      'x-component-props': { dateFormat: 'YYYY-MM-DD', showTime: true, timeFormat: 'HH:mm' },
    },
  };
}

export function json(name: string, label: string, type: 'json' | 'jsonb' = 'json'): FieldOptions {
  return {
    name,
    type,
    interface: 'json',
    uiSchema: { type: 'object', title: title(label), 'x-component': 'Input.JSON' },
  };
}

export function select(name: string, label: string, values: readonly string[]): FieldOptions {
  return {
    name,
    type: 'string',
    interface: 'select',
    uiSchema: {
      type: 'string',
      title: title(label),
      'x-component': 'Select',
      enum: values.map((value) => ({ value, label: title(`box.${value}`) })),
    },
  };
}

/** Short texts without a list to choose from. */
export function tags(name: string, label: string): FieldOptions {
  return {
    name,
    type: 'array',
    interface: 'multipleSelect',
    uiSchema: {
      type: 'array',
      title: title(label),
      'x-component': 'Select',
      'x-component-props': { mode: 'tags' },
      enum: [],
    },
  };
}

export function count(name: string, label: string): FieldOptions {
  return {
    name,
    type: 'bigInt',
    interface: 'integer',
    uiSchema: { type: 'number', title: title(label), 'x-component': 'InputNumber' },
  };
}

/** The person; foreign key `userId`. */
export const user: FieldOptions = {
  name: 'user',
  type: 'belongsTo',
  interface: 'm2o',
  target: 'users',
  foreignKey: 'userId',
  uiSchema: {
    type: 'object',
    title: title('Owner'),
    'x-component': 'AssociationField',
    'x-component-props': { fieldNames: { value: 'id', label: 'nickname' } },
  },
};

/** A foreign key column without a declared relation: the engine joins on it, pages never do. */
export const key = (name: string): FieldOptions => ({ name, type: 'bigInt', index: true });

/** A column that only the server reads. */
export const hidden = (field: FieldOptions): FieldOptions => ({ ...field, hidden: true });

export const collectionTitle = title;
