// The mail that the path tests read: all that a message can carry, with known words and bytes.
import { randomBytes } from 'node:crypto';
import { chartPng } from '../providers/seed/pictures.mjs';

const REMOTE_IMAGE = 'https://images.lab.test/harvest.jpg';

/**
 * A mailbox that is written to by a lab neighbour, so that answers arrive somewhere.
 * @param {{ owner: string, peer: string, third: string }} people addresses
 */
export function letters({ owner, peer, third }) {
  // Answers land in mailboxes of other stories: each has its own subjects.
  const name = owner.split('@')[0];
  const report = randomBytes(90_000);
  const picture = chartPng(7);
  return {
    report,
    /** HTML, a remote image, an inline one, a file, and two more people. */
    rich: {
      from: `Pia Peer <${peer}>`,
      to: owner,
      cc: third,
      subject: `Harvest report for ${name}`,
      html: `<p>Dear colleague, the <b>pumpkinseed</b> numbers are in.</p><p><img src="cid:chart.e2e" width="320" height="140" alt="Chart of the harvest"></p>
<p><img src="${REMOTE_IMAGE}" width="200" height="80" alt="The field"></p><script>window.top.hacked = true</script><p><a href="https://northwind.lab.test/report">The whole report</a></p>`,
      files: [
        { filename: 'harvest.bin', contentType: 'application/octet-stream', base64: report.toString('base64') },
        { filename: 'chart.png', contentType: 'image/png', base64: Buffer.from(picture).toString('base64'), cid: 'chart.e2e', inline: true },
      ],
    },
    toArchive: { from: `Pia Peer <${peer}>`, to: owner, subject: `Old minutes for the archive of ${name}`, text: 'Nothing to do here.' },
    toDelete: { from: `Pia Peer <${peer}>`, to: owner, subject: `Lottery ticket for ${name} to throw away`, text: 'You may delete this.' },
  };
}
