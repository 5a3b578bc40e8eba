// Local coloured labels; never written to the provider.
import { defineCollection } from '@nocobase/database';
import { collectionTitle, id, line, longText } from '../schema/fields';

export default defineCollection({
  name: 'mailMessageLabels',
  title: collectionTitle('Mail labels'),
  uiManageable: true,
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  updatedBy: true,
  dumpRules: { group: 'log' },
  fields: [
    id,
    line('label', 'Label'),
    {
      name: 'color',
      type: 'string',
      interface: 'colorSelect',
      uiSchema: { type: 'string', title: collectionTitle('Color'), 'x-component': 'ColorSelect' },
    },
    longText('description', 'Description'),
  ],
});
