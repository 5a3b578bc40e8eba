// Scripts of business threads. Each turn is [who, text]: c = client or colleague, me = owner, x = a third person.
// {slots} are filled per thread: company, first, n, amount, day, month, product, city, me.

/** @type {{subject: string, group: 'client'|'colleague'|'friend', label?: string, file?: string, chart?: boolean, turns: [string, string][]}[]} */
export const CONVERSATIONS = [
  { subject: 'Quote for {n} {product}', group: 'client', label: 'Sales', file: 'quote', turns: [
    ['c', 'Could you send us a quote for {n} {product}, delivered to {city}? We would like to place the order before the end of {month}.\n\nIf there is a price break at a higher quantity, please include that as well.'],
    ['me', 'Thank you for asking. The quote is attached: {amount} in total, including delivery to {city}. It is valid for thirty days.\n\nFrom twice that quantity the unit price drops by 6 %.'],
    ['c', 'Looks good. One question: is installation part of this, or do we arrange it ourselves?'],
    ['me', 'Installation is not included, but our partner in {city} can do it for a fixed fee. Shall I ask them for a date?'],
    ['c', 'Yes please. {day} or later suits us best.'] ] },
  { subject: 'Contract renewal {company}', group: 'client', label: 'Contracts', file: 'contract', turns: [
    ['me', 'Your agreement with us ends on the last day of {month}. I have attached the renewal with the changes we discussed: a longer notice period and the new price of {amount} per year.'],
    ['c', 'Thanks. Our lawyer has two remarks on section 4. I will forward them tomorrow.'],
    ['x', 'I went through section 4. Liability should be capped at the yearly fee, and the venue should stay {city}. Otherwise fine from our side.'],
    ['me', 'Both are acceptable. I will send a clean version for signature today.'] ] },
  { subject: 'Invoice {n} – question about VAT', group: 'client', label: 'Finance', file: 'invoice', turns: [
    ['c', 'Invoice {n} shows VAT, but we are registered in another country. Should this not be reverse charge?'],
    ['me', 'You are right, and I am sorry about that. A credit note and a corrected invoice over {amount} are on their way.'],
    ['c', 'Received, thank you. Payment goes out on {day}.'] ] },
  { subject: 'Kick-off on {day}', group: 'client', label: 'Projects', turns: [
    ['c', 'We are looking forward to the kick-off on {day}. There will be five of us: operations, IT, and two people from the warehouse.\n\nIs there anything we should prepare?'],
    ['me', 'A list of the forms you use today would help a lot, even if it is only photos of the paper ones. I will bring a first sketch of the data model.'],
    ['x', 'I will set up the room and a guest network. The projector only has HDMI, so bring an adapter.'],
    ['c', 'Photos are in the shared folder. See you on {day} at nine.'] ] },
  { subject: 'Delivery to {city} is late', group: 'client', label: 'Support', turns: [
    ['c', 'The {product} we ordered were due yesterday and have not arrived in {city}. The driver does not answer. Can you find out where they are?'],
    ['me', 'I have just spoken with the carrier. The truck is held at the depot because of a missing customs paper; it leaves tonight and reaches you on {day} before noon.'],
    ['c', 'That is tight, but it works. Please tell me as soon as it has left.'],
    ['me', 'It left at 19:40. I attached the driver\'s number to the order.'],
    ['c', 'Arrived and complete. Thanks for staying on it.'] ] },
  { subject: 'Numbers for {month}', group: 'colleague', label: 'Finance', chart: true, file: 'report', turns: [
    ['c', 'The numbers for {month} are in. Revenue is {amount}, which is 4 % above plan; the margin is a little lower because of freight. The chart is below, the details are in the file.'],
    ['me', 'Good to see. Do we know which customers the freight comes from?'],
    ['c', 'Mostly {company}. They moved from sea to air in the middle of the month. It should be back to normal soon.'] ] },
  { subject: 'Design review: order form', group: 'colleague', label: 'Projects', chart: true, turns: [
    ['c', 'I have redrawn the order form with your remarks: fewer columns, the total always visible, and the address in one field. Screenshot below.\n\nCould you look before {day}?'],
    ['me', 'Much calmer. Two small things: the label "Net" needs an explanation, and on a phone the button falls below the fold.'],
    ['x', 'From QA: tab order jumps from quantity to notes. I have opened a ticket.'],
    ['c', 'All three fixed. I will hand it over this afternoon.'] ] },
  { subject: 'Server maintenance on {day} evening', group: 'colleague', turns: [
    ['c', 'We will move the database to the new machine on {day} at 21:00. Expect about twenty minutes without the app. Imports that run at night are paused.'],
    ['me', 'Fine with me. Please tell {company} too, their night shift works until ten.'],
    ['c', 'Done. It took fourteen minutes, everything is green.'] ] },
  { subject: 'Interview with the candidate for support', group: 'colleague', label: 'Hiring', file: 'cv', turns: [
    ['c', 'The candidate can come on {day} at 14:00. CV attached. Would you join for the second half hour?'],
    ['me', 'Yes. I would like to ask about the time at {company}, and about writing documentation.'],
    ['c', 'Perfect. I will send the room.'] ] },
  { subject: 'Lunch next week?', group: 'friend', turns: [
    ['c', 'I am in {city} next week and would love to catch up. Is {day} any good? There is a new noodle place behind the station.'],
    ['me', '{day} works! Half past twelve?'],
    ['c', 'Booked. They had a table by the window.'] ] },
  { subject: 'Photos from the weekend', group: 'friend', chart: true, turns: [
    ['c', 'Finally sorted the pictures from the lake. The one below is my favourite – you can see the rain coming.'],
    ['me', 'What a sky! Please send me the large version, I want to print it.'] ] },
  { subject: 'Access for the new warehouse team', group: 'client', label: 'Support', turns: [
    ['c', 'Three colleagues start in the warehouse on {day}. They need to see stock and book receipts, but no prices. How do we set this up?'],
    ['me', 'Give them the role "Warehouse": it hides all price fields. I have created it for you; you only have to add the people.'],
    ['c', 'That was easy. Could the role also print labels?'],
    ['me', 'It can now.'] ] },
  { subject: 'Re-order point for {product}', group: 'client', label: 'Sales', file: 'stock', turns: [
    ['c', 'Our stock of {product} fell to {n} this week. With the lead time you gave us we should order now. Please confirm the price of {amount}.'],
    ['me', 'Confirmed, and reserved for you until {day}.'] ] },
  { subject: 'Minutes: steering meeting {month}', group: 'colleague', label: 'Projects', file: 'minutes', turns: [
    ['c', 'Minutes attached. In short:\n\n- scope for phase two is agreed\n- budget stays at {amount}\n- training in {city} moves to {day}\n\nPlease send corrections by tomorrow evening.'],
    ['x', 'One correction: the data protection review is owned by legal, not by us.'],
    ['me', 'Agreed with the correction. Thank you for writing these up so quickly.'] ] },
  { subject: 'Feedback after the first month', group: 'client', label: 'Projects', turns: [
    ['c', 'After a month with the new system the team is happy: orders take half the time. What we miss is a view of everything a customer has written to us, next to the order.'],
    ['me', 'That is on our list for {month}. Would you test an early version?'],
    ['c', 'Gladly. Nora from dispatch would be the right person.'],
    ['x', 'Happy to help! Fridays are quiet here, so that would be the best day.'],
    ['me', 'Wonderful. I will send an invitation for a Friday in {month}.'],
    ['c', 'Thank you all.'] ] },
  { subject: 'Insurance certificate', group: 'client', label: 'Contracts', file: 'certificate', turns: [
    ['c', 'For our files we need your current certificate of liability insurance. The one we have ended in {month}.'],
    ['me', 'Here it is. Cover is {amount} per case.'] ] },
];

export const FILLERS = {
  product: ['shelf units', 'label printers', 'hand scanners', 'desk lamps', 'steel brackets', 'filter cartridges', 'oak panels', 'sensor kits', 'folding crates', 'thermal rolls'],
  city: ['Gothenburg', 'Porto', 'Leeds', 'Rotterdam', 'Kraków', 'Bergen', 'Lyon', 'Osaka', 'Hamburg', 'Trieste'],
  day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  month: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
