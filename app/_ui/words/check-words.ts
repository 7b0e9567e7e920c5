import { CLAIM_IDS, type ClaimId } from "@/lib/claims/catalog";
import type { CheckKind as KindOf } from "@/lib/claims/check-kinds";
import type { Language } from "./language";

/**
 * What each check measures and what a miss would mean, in two sentences. A check's id is `NT-n.kind` and, where there
 * are several, the table, column, phase or claim behind it: `NT-5.checksum.public.universal_edges` is of the kind
 * `checksum`. A kind that a claim may use and that is not explained here in every language does not compile.
 */
type Explained = { readonly [C in ClaimId]: { readonly [K in KindOf<C>]: string } };

const EN: Explained = {
  "NT-1": {
    count:
      "Rows that carry any inspection stamp, and rows that carry each single one, before and after. The numbers have to be equal, because a pilot on staging stamps nothing in production.",
    checksum:
      "One checksum over the key and the stamps of every row that is present on both sides. It differs as soon as one stamp of one row does, even where the counts agree.",
    rows: "The rows whose stamps differ, each one listed. None may be there; a row that is a staging key shows that staging leaked.",
    inserted:
      "Inserted rows that arrived with a stamp. A newborn row has none, so one that has was not born of live traffic alone.",
    columns:
      "The stamp columns that the profile names have to be in the table. Over a column that is missing nothing was compared.",
  },
  "NT-2": {
    count:
      "Certified rows before and after. The number has to be the same, and both sides must have counted it.",
    checksum:
      "One checksum over the key, `certified` and `certified_at` of every row that is present on both sides. It shows a certification that moved from one row to another, which the count cannot.",
    gained: "Rows that were certified inside the bracket, by key. There may be none, whoever certified them.",
    lost: "Rows that lost their certification inside the bracket, by key. There may be none.",
    inserted:
      "Inserted rows that are certified already. A row cannot be born certified without somebody writing it so.",
    columns:
      "The certification columns that the profile names have to be in the table. Over a column that is missing nothing was compared.",
  },
  "NT-3": {
    count:
      "Rows in which each canonical field is populated, before and after. A field that was filled or emptied moves its number.",
    checksum:
      "One checksum over the key and the canonical fields of every row that was there before. It differs as soon as one of those fields does.",
    rows: "The rows whose canonical fields differ, each one listed. None may be there.",
    deleted: "Rows that were there before and are gone. A deleted row has lost its canonical fields with it.",
    inserted: "Inserted rows that arrived with a canonical field. A newborn row has none of them filled.",
    columns:
      "The canonical columns that the profile names have to be in the table. Over a column that is missing nothing was compared.",
  },
  "NT-4": {
    count:
      "Rows of the registry before and after. They have to be equal but for live births that are explained one by one.",
    "staging-keys":
      "Inserted rows that are, or name, a key of the staging candidates. Such a row is an identity that the pilot minted.",
    unexplained:
      "Inserted rows that are no explained live birth. A birth is explained when it has a newborn's shape, is no staging key, and the pilot's role could not have written it.",
    events:
      "New events of a kind that the profile forbids, such as a birth or a certification. The table may grow otherwise.",
  },
  "NT-5": {
    count: "Rows of each knowledge-graph table before and after. The numbers have to be equal.",
    checksum:
      "One checksum over all rows of each knowledge-graph table. It differs as soon as one byte of one row does.",
  },
  "NT-6": {
    certifications:
      "Certifications that were gained inside the bracket. One of them could have been triggered from staging.",
    certifier:
      "The certifying trigger and its function, with enabled state and digest, before and after. They have to be identical and enabled, or it is unknown what they did meanwhile.",
    separation:
      "Links in the catalogue between the staging surface and production: triggers, rules, views, inheritance, foreign keys, functions, publications, foreign servers, scheduled jobs, and whatever the certifier reaches. There may be none, in either direction.",
    capability:
      "What the pilot's role could write in production: directly, by membership, or through a function that runs with its owner's rights. It must have been able to write nothing.",
  },
  "NT-7": {
    inventory:
      "What the staging surface held before its disposal: it has to be non-empty, tagged, and of exactly this run. Without an inventory nobody could say what had to go.",
    residue:
      "What is left of the surface after its disposal: schemas, relations, rows, sequences, functions, roles. There may be nothing.",
    rows: "Every production table, row by row, before and after. Only explained live rows may have come on top.",
    "after-run":
      "The same comparison against the snapshot that was taken when the run had ended. It tells whether a change came with the run or with the disposal.",
    counters:
      "The database's own write counters of each table. They may have moved by no more than the row diff explains: a row that was written and put back shows here and nowhere else.",
    catalog:
      "The fingerprint of the production catalogue: columns, constraints, triggers, functions, extensions, sequences, roles, grants, publications, foreign servers. It has to be identical.",
    statistics:
      "Whether the server counted all the while: it was not started again, lost no statistics, and every session had reported its writes when the last capture was taken. Otherwise the write counters prove nothing.",
    rewritten:
      "Triggers, rules, policies and functions whose definition is what it was and whose entry in the catalogue was written all the same. A trigger that was switched off and on again shows here and nowhere else.",
    coverage:
      "Tables of production that the profile does not watch. Each is added to the profile or excluded with a reason, so that nothing is unwatched by accident.",
  },
  "NT-8": {
    figures:
      "Whether NT-1 to NT-7 each carry the counts and checksums of both sides. A PASS without figures is what this claim exists to catch.",
    evidence:
      "Whether the stored evidence still hashes to the digest under which it was recorded. It is read again for every verdict.",
    declared:
      "The result that an Engineer declared, against the computed one. A declared PASS that the evidence does not bear out is a silent PASS.",
    report:
      "The imported report that a declaration rests on, held against the evidence as a whole, claim by claim, figure by figure and by the evidence it names. Where the report says PASS and the evidence does not, that is a silent PASS.",
    "self-test":
      "One violation a claim, injected in memory into this very evidence. The claim has to turn to FAIL, or the judge could not have failed and its PASS means nothing.",
  },
};

const VI: Explained = {
  "NT-1": {
    count:
      "Số dòng mang bất kỳ dấu kiểm tra nào, và số dòng mang từng dấu, trước và sau. Các con số phải bằng nhau, vì pilot trên staging không đóng dấu gì lên production.",
    checksum:
      "Một checksum trên khóa và các dấu của mọi dòng có ở cả hai phía. Nó khác đi ngay khi một dấu của một dòng khác, kể cả khi số đếm bằng nhau.",
    rows: "Các dòng có dấu khác đi, liệt kê từng dòng. Không được có dòng nào; nếu dòng đó là khóa staging thì staging đã rò rỉ.",
    inserted:
      "Các dòng mới thêm đã mang sẵn dấu. Một dòng mới sinh không có dấu, nên dòng có dấu không chỉ do lưu lượng thật tạo ra.",
    columns:
      "Các cột dấu mà profile nêu phải có trong bảng. Cột nào thiếu thì không có gì được so sánh trên đó.",
  },
  "NT-2": {
    count: "Số dòng đã chứng nhận trước và sau. Hai số phải bằng nhau, và cả hai phía đều phải đã đếm.",
    checksum:
      "Một checksum trên khóa, `certified` và `certified_at` của mọi dòng có ở cả hai phía. Nó cho thấy chứng nhận chuyển từ dòng này sang dòng khác, điều mà số đếm không thấy.",
    gained:
      "Các dòng được chứng nhận trong khoảng bao, theo khóa. Không được có dòng nào, bất kể ai chứng nhận.",
    lost: "Các dòng mất chứng nhận trong khoảng bao, theo khóa. Không được có dòng nào.",
    inserted:
      "Các dòng mới thêm mà đã được chứng nhận. Một dòng không thể sinh ra đã được chứng nhận nếu không ai ghi như vậy.",
    columns:
      "Các cột chứng nhận mà profile nêu phải có trong bảng. Cột nào thiếu thì không có gì được so sánh trên đó.",
  },
  "NT-3": {
    count:
      "Số dòng có giá trị ở từng trường canonical, trước và sau. Trường nào được điền hay bị xóa trống thì con số sẽ dịch chuyển.",
    checksum:
      "Một checksum trên khóa và các trường canonical của mọi dòng đã có từ trước. Nó khác đi ngay khi một trường khác.",
    rows: "Các dòng có trường canonical khác đi, liệt kê từng dòng. Không được có dòng nào.",
    deleted:
      "Các dòng đã có từ trước và nay không còn. Dòng bị xóa thì các trường canonical của nó cũng mất theo.",
    inserted:
      "Các dòng mới thêm đã có sẵn trường canonical. Một dòng mới sinh không có trường nào được điền.",
    columns:
      "Các cột canonical mà profile nêu phải có trong bảng. Cột nào thiếu thì không có gì được so sánh trên đó.",
  },
  "NT-4": {
    count:
      "Số dòng của registry trước và sau. Hai số phải bằng nhau, trừ các bản ghi mới sinh đã được giải thích từng bản một.",
    "staging-keys":
      "Các dòng mới thêm là khóa của ứng viên staging, hoặc nhắc tới khóa đó. Dòng như vậy là một định danh do pilot tạo ra.",
    unexplained:
      "Các dòng mới thêm không phải bản ghi mới sinh đã giải thích. Một bản ghi được giải thích khi có hình dạng mới sinh, không phải khóa staging, và vai trò của pilot không thể đã ghi nó.",
    events:
      "Các sự kiện mới thuộc loại mà profile cấm, như sinh hoặc chứng nhận. Ngoài ra bảng được phép lớn lên.",
  },
  "NT-5": {
    count: "Số dòng của từng bảng đồ thị tri thức, trước và sau. Các con số phải bằng nhau.",
    checksum:
      "Một checksum trên mọi dòng của từng bảng đồ thị tri thức. Nó khác đi ngay khi một byte của một dòng khác.",
  },
  "NT-6": {
    certifications:
      "Các chứng nhận có thêm trong khoảng bao. Một trong số đó có thể đã bị kích hoạt từ staging.",
    certifier:
      "Trigger chứng nhận và hàm của nó, cùng trạng thái bật và digest, trước và sau. Chúng phải giống hệt và đang bật, nếu không thì không biết ở giữa chúng đã làm gì.",
    separation:
      "Các liên kết trong catalog giữa bề mặt staging và production: trigger, rule, view, kế thừa, khóa ngoại và những gì bộ chứng nhận đọc. Không được có liên kết nào, ở cả hai chiều.",
    capability:
      "Những gì vai trò của pilot có thể ghi vào production: trực tiếp, qua thành viên nhóm, hoặc qua hàm chạy với quyền của chủ sở hữu. Nó phải không ghi được gì.",
  },
  "NT-7": {
    inventory:
      "Những gì bề mặt staging chứa trước khi dỡ bỏ: phải khác rỗng, có nhãn, và thuộc đúng lượt chạy này. Không có bản kê thì không ai nói được cái gì phải biến mất.",
    residue:
      "Những gì còn lại của bề mặt sau khi dỡ bỏ: schema, quan hệ, dòng, sequence, hàm, vai trò. Không được còn gì.",
    rows: "Mọi bảng production, từng dòng một, trước và sau. Chỉ các dòng mới sinh đã giải thích mới được phép có thêm.",
    "after-run":
      "Cùng phép so sánh với ảnh chụp lúc lượt chạy vừa kết thúc. Nó cho biết thay đổi đến từ lượt chạy hay từ việc dỡ bỏ.",
    counters:
      "Bộ đếm ghi của chính cơ sở dữ liệu cho từng bảng. Chúng không được dịch chuyển nhiều hơn những gì phần so sánh dòng giải thích: một dòng bị ghi rồi trả lại chỉ lộ ra ở đây.",
    catalog:
      "Dấu vân tay của catalog production: cột, ràng buộc, trigger, hàm, extension, sequence, vai trò, quyền, publication, máy chủ ngoại. Nó phải giống hệt.",
    statistics:
      "Máy chủ có đếm suốt thời gian đó hay không: không khởi động lại, không mất số liệu thống kê, và mọi phiên đã báo các lần ghi của mình khi lần chụp cuối được lấy. Nếu không, bộ đếm ghi không chứng minh được gì.",
    rewritten:
      "Các trigger, rule, policy và hàm có định nghĩa như cũ nhưng mục của chúng trong catalog vẫn bị ghi. Một trigger bị tắt rồi bật lại chỉ lộ ra ở đây.",
    coverage:
      "Các bảng production mà profile không theo dõi. Mỗi bảng phải được thêm vào profile hoặc loại ra kèm lý do, để không bảng nào bị bỏ sót.",
  },
  "NT-8": {
    figures:
      "NT-1 đến NT-7 có mang đủ số đếm và checksum của cả hai phía hay không. Một PASS không có số liệu chính là điều khẳng định này phải bắt được.",
    evidence:
      "Bằng chứng đã lưu có còn băm ra đúng digest lúc được ghi nhận hay không. Nó được đọc lại cho mỗi phán quyết.",
    declared:
      "Kết quả mà kỹ sư tuyên bố, đối chiếu với kết quả tính được. Một PASS được tuyên bố mà bằng chứng không chứng minh là một PASS im lặng.",
    report:
      "Báo cáo được nhập mà lời tuyên bố dựa vào, đối chiếu với bằng chứng: toàn bộ, từng khẳng định, từng con số và bằng chứng mà nó nêu tên. Chỗ nào báo cáo nói PASS mà bằng chứng không nói thế thì đó là một PASS im lặng.",
    "self-test":
      "Mỗi khẳng định một vi phạm, được tiêm trong bộ nhớ vào chính bằng chứng này. Khẳng định phải chuyển thành FAIL, nếu không thì bộ phán xét không biết FAIL và PASS của nó vô nghĩa.",
  },
};

const WORDS: Readonly<Record<Language, Explained>> = { en: EN, vi: VI };

/** Why every check of a claim says NO_EVIDENCE at once. */
const BRACKET: Readonly<Record<Language, string>> = {
  en: "A condition of the bracket that this claim needs does not hold. Nothing in the claim can be judged then, and every check of it says so.",
  vi: "Một điều kiện của khoảng bao mà khẳng định này cần không được thỏa. Khi đó không phép kiểm nào của khẳng định có thể được phán xét.",
};

export interface CheckKind {
  readonly claim: ClaimId;
  readonly kind: string;
  readonly says: string;
}

/** Every kind of check, in the order of the claims. */
export function checkKinds(language: Language): readonly CheckKind[] {
  return CLAIM_IDS.flatMap((claim) =>
    Object.entries(WORDS[language][claim]).map(([kind, says]) => ({ claim, kind, says })),
  );
}

/** The kind of one check by its id; null for one that nothing here explains. */
export function checkKind(id: string, language: Language): CheckKind | null {
  const [claimId, kind = ""] = id.split(".");
  const claim = CLAIM_IDS.find((c) => c === claimId);
  if (claim === undefined) return null;
  if (kind === "bracket") return { claim, kind, says: BRACKET[language] };
  return checkKinds(language).find((k) => k.claim === claim && k.kind === kind) ?? null;
}
