// Who writes to the seeded mailboxes. All addresses end in .test (RFC 2606), so nothing can leave the machine by mistake.

const person = (name, company, domain, role) => ({
  name, company, role, address: `${name.normalize('NFD').replace(/[^\x00-\x7f]/g, '').toLowerCase().replace(/[^a-z]+/g, '.')}@${domain}`,
});

export const COLLEAGUES = [
  person('Maya Lindqvist', 'Northwind Studio', 'northwind.lab.test', 'Head of Design'),
  person('Tomás Herrera', 'Northwind Studio', 'northwind.lab.test', 'Backend Lead'),
  person('Priya Raman', 'Northwind Studio', 'northwind.lab.test', 'Product Manager'),
  person('Jonas Becker', 'Northwind Studio', 'northwind.lab.test', 'Finance'),
  person('Aiko Tanabe', 'Northwind Studio', 'northwind.lab.test', 'Customer Success'),
  person('Samuel Okafor', 'Northwind Studio', 'northwind.lab.test', 'Sales'),
  person('Elin Strand', 'Northwind Studio', 'northwind.lab.test', 'People & Culture'),
  person('Hugo Marchetti', 'Northwind Studio', 'northwind.lab.test', 'QA Engineer'),
];

export const CLIENTS = [
  person('Clara Whitcombe', 'Harbour & Pine', 'harbourpine.test', 'Operations Director'),
  person('Dmitri Volkov', 'Arctic Freight', 'arcticfreight.test', 'Logistics Manager'),
  person('Fatima Al-Sayed', 'Meridian Clinics', 'meridianclinics.test', 'Procurement'),
  person('Lucas Ferreira', 'Casa Verde Foods', 'casaverde.test', 'Founder'),
  person('Hannah Goldberg', 'Goldberg & Partners', 'goldbergpartners.test', 'Managing Partner'),
  person('Kenji Morimoto', 'Morimoto Seiki', 'morimoto-seiki.test', 'Plant Engineer'),
  person('Sofie Dahl', 'Fjordlys Energi', 'fjordlys.test', 'Project Lead'),
  person('Marcus Adeyemi', 'Lagoon Analytics', 'lagoon-analytics.test', 'CTO'),
  person('Isabelle Fournier', 'Atelier Fournier', 'atelierfournier.test', 'Owner'),
  person('Wei Zhang', 'Bluepeak Robotics', 'bluepeak.test', 'Supply Chain'),
  person('Nora Kowalski', 'Kowalski Transport', 'kowalski-transport.test', 'Dispatcher'),
  person('Oliver Penrose', 'Penrose Legal', 'penroselegal.test', 'Solicitor'),
  person('Amara Nwosu', 'Brightwell School', 'brightwell.test', 'Headteacher'),
  person('Rafael Costa', 'Porto Cycles', 'portocycles.test', 'Buyer'),
  person('Ingrid Solheim', 'Solheim Arkitekter', 'solheimark.test', 'Architect'),
  person('Daniel Moreau', 'Quayside Hotels', 'quaysidehotels.test', 'General Manager'),
  person('Leila Haddad', 'Cedar Textiles', 'cedartextiles.test', 'Export Manager'),
  person('Graham Tully', 'Tully Instruments', 'tullyinstruments.test', 'Sales Engineer'),
];

export const FRIENDS = [
  person('Ruth Alderton', '', 'postbox.test', ''),
  person('Petra Novak', '', 'postbox.test', ''),
  person('Ellis Warren', '', 'fastpost.test', ''),
  person('Joanna Lind', '', 'fastpost.test', ''),
];

export const BRANDS = {
  parcel: { name: 'Swiftlane Parcels', address: 'tracking@swiftlane.test' },
  rail: { name: 'Coastline Rail', address: 'tickets@coastlinerail.test' },
  cloud: { name: 'Nimbus Cloud Billing', address: 'billing@nimbuscloud.test' },
  code: { name: 'Forge CI', address: 'builds@forge-ci.test' },
  board: { name: 'Tasklane', address: 'notifications@tasklane.test' },
  bank: { name: 'Eastmere Bank', address: 'no-reply@eastmere-bank.test' },
  coffee: { name: 'Copper Kettle Coffee', address: 'orders@copperkettle.test' },
  weekly: { name: 'The Weekly Margin', address: 'editor@weeklymargin.test' },
  design: { name: 'Grid & Type', address: 'hello@gridandtype.test' },
  garden: { name: 'Willow Lane Nursery', address: 'news@willowlane.test' },
  events: { name: 'Northern Data Summit', address: 'team@northerndata.test' },
  daemon: { name: 'Mail Delivery Subsystem', address: 'mailer-daemon@relay.lab.test' },
};
