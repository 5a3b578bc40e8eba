// Single mails in other scripts, so that every mailbox proves its charsets, directions and line breaking.

/** @type {{from: {name: string, address: string}, subject: string, text: string, dir?: 'rtl'}[]} */
export const WORLD = [
  { from: { name: '王小明', address: 'wang.xiaoming@bluepeak.test' }, subject: '关于下周会议的安排', text: '您好，\n\n下周三上午十点的会议改到三楼会议室。请提前准备第三季度的销售数据，并带上新产品的样品。\n\n如有变动，请提前一天告知。\n\n谢谢！\n王小明' },
  { from: { name: '陳雅婷', address: 'chen.yating@cedartextiles.test' }, subject: '訂單 4417 出貨通知', text: '您好：\n\n訂單 4417 已於今日出貨，預計四天內送達。包裝共十二箱，請於收貨時核對數量。\n\n祝 商祺\n陳雅婷' },
  { from: { name: '森本 健二', address: 'kenji.morimoto@morimoto-seiki.test' }, subject: '図面の修正について', text: 'お世話になっております。\n\n先日お送りいただいた図面ですが、右側の穴の位置が三ミリずれているようです。修正版をお送りいただけますでしょうか。\n\nどうぞよろしくお願いいたします。\n森本' },
  { from: { name: 'ليلى حداد', address: 'leila.haddad@cedartextiles.test' }, subject: 'عرض أسعار جديد للأقمشة', dir: 'rtl', text: 'مرحباً،\n\nأرفقنا لكم قائمة الأسعار الجديدة لموسم الربيع. الكميات المتوفرة محدودة، لذلك نرجو تأكيد الطلب قبل يوم الخميس.\n\nمع التحية،\nليلى' },
  { from: { name: 'Дмитрий Волков', address: 'dmitri.volkov@arcticfreight.test' }, subject: 'Груз прибыл на склад', text: 'Добрый день!\n\nКонтейнер прибыл на склад в Мурманске вчера вечером. Документы в порядке, разгрузка начнётся завтра в восемь утра.\n\nС уважением,\nДмитрий' },
  { from: { name: 'Åsa Öhrström', address: 'asa.ohrstrom@fjordlys.test' }, subject: 'Möte på torsdag – ändrad lokal', text: 'Hej!\n\nVi flyttar torsdagens möte till Älvsjö, eftersom den stora lokalen är upptagen. Fika finns från halv nio.\n\nHälsningar\nÅsa' },
  { from: { name: 'Jürgen Weiß', address: 'juergen.weiss@tullyinstruments.test' }, subject: 'Rückfrage zur Prüfbescheinigung', text: 'Guten Tag,\n\ndie Prüfbescheinigung für das Messgerät fehlt noch. Könnten Sie uns diese bis Ende der Woche zuschicken? Größere Änderungen sind nicht nötig.\n\nMit freundlichen Grüßen\nJürgen Weiß' },
  { from: { name: '김서연', address: 'kim.seoyeon@lagoon-analytics.test' }, subject: '보고서 초안 검토 부탁드립니다', text: '안녕하세요,\n\n분기 보고서 초안을 보내드립니다. 금요일까지 의견을 주시면 반영하겠습니다.\n\n감사합니다.\n김서연 드림' },
  { from: { name: 'Γιώργος Νικολάου', address: 'giorgos.nikolaou@quaysidehotels.test' }, subject: 'Κράτηση για τον Ιούνιο', text: 'Καλημέρα σας,\n\nη κράτησή σας για δύο δωμάτια είναι έτοιμη. Το πρωινό περιλαμβάνεται.\n\nΜε εκτίμηση,\nΓιώργος' },
  { from: { name: 'יעל כהן', address: 'yael.cohen@goldbergpartners.test' }, subject: 'טיוטת ההסכם', dir: 'rtl', text: 'שלום,\n\nמצורפת הטיוטה האחרונה של ההסכם. נשמח לקבל הערות עד יום שלישי.\n\nבברכה,\nיעל' },
  { from: { name: 'Chloé Desrosiers 🌿', address: 'chloe@atelierfournier.test' }, subject: '🎉 L’atelier rouvre ses portes !', text: 'Bonjour,\n\naprès trois semaines de travaux, l’atelier rouvre samedi. Un café vous attend ☕️ – venez nombreux !\n\nÀ bientôt,\nChloé' },
];
