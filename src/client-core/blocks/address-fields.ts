// Which fields of a collection can hold an address.

export interface AddressField {
  name: string;
  title: string;
  interface?: string;
  isAssociationField?(): boolean;
  targetCollection?: { getFields(): AddressField[] };
}

/** Fields that can hold an address: texts of the collection, and of its relations. */
export function addressFields(fields: AddressField[], depth = 0, prefix = '', title = ''): Array<{ value: string; label: string }> {
  return fields.flatMap((field) => {
    const value = prefix + field.name;
    const label = title + field.title;
    if (field.isAssociationField?.()) {
      return depth < 2 && field.targetCollection ? addressFields(field.targetCollection.getFields(), depth + 1, `${value}.`, `${label} / `) : [];
    }
    return ['email', 'input', 'textarea'].includes(field.interface ?? '') ? [{ value, label }] : [];
  });
}

