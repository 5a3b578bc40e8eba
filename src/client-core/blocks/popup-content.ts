// Whether somebody put blocks into the pop-up of an action.
import type { FlowModel } from '@nocobase/flow-engine';

interface StoredModel {
  use?: string;
  subModels?: Record<string, StoredModel | StoredModel[] | undefined>;
}

/** True when the pop-up of this action was configured; an empty one, as exports store it, is none. */
export async function popupHasBlocks(action: FlowModel): Promise<boolean> {
  const open = action.getStepParams('popupSettings', 'openView') as { uid?: string; popupTemplateUid?: string } | undefined;
  if (open?.popupTemplateUid || (open?.uid && open.uid !== action.uid)) return true;
  const response = await action.context.api.request({
    url: 'flowModels:findOne',
    params: { parentId: action.uid, subKey: 'page', includeAsyncNode: true },
    skipNotify: true,
  });
  return holdsBlocks(response.data?.data);
}

export function holdsBlocks(model: StoredModel | null | undefined): boolean {
  return Object.entries(model?.subModels ?? {}).some(([key, value]) => {
    const children = Array.isArray(value) ? value : value ? [value] : [];
    return (key === 'items' && children.length > 0) || children.some(holdsBlocks);
  });
}
