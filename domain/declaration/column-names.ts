import type { SubmissionField } from './submission';

/** What a column can be: a field of the submission, or the sheet's own row number. */
export type ColumnMeaning = SubmissionField | 'row';

/**
 * Headers as firms write them, in Vietnamese, English and Chinese; compared without case, marks, punctuation and
 * spaces, traditional characters as simplified. The names of the fields themselves are known too.
 */
export const COLUMN_NAMES: Readonly<Record<ColumnMeaning, { vi: string; en: string; zh: string }>> = {
  row: {
    vi: 'stt | số tt | tt | số thứ tự | thứ tự | dòng | hàng số',
    en: 'row | row no | row number | line | line no | line number | sn | s/n | seq | sequence | serial no | item | item no | index | # | no | nr | number',
    zh: '序号 | 行号 | 编号 | 序 | 行',
  },
  direction: {
    vi: 'chiều | chiều đi | hướng | hướng đi | chiều xnk | xnk | xuất nhập | xuất nhập khẩu | xuất/nhập | chiều xuất nhập | chiều xuất nhập khẩu | loại xnk | xuất hay nhập | chiều vận chuyển | hướng xnk | hoạt động xnk | luồng xnk',
    en: 'direction | import export | import/export | export/import | imp exp | exp imp | i/e | ie | e/i | trade direction | flow | flow direction | movement | direction of travel | in out | traffic direction',
    zh: '方向 | 进出口 | 进出境 | 出入境 | 进出 | 流向 | 进出口方向 | 进出口类型 | 进出口标志 | 进出境方向 | 进/出口 | 行驶方向 | 运输方向',
  },
  gate: {
    vi: 'cửa khẩu | tên cửa khẩu | ck | mã cửa khẩu | cửa khẩu xuất nhập | cửa khẩu qua | qua cửa khẩu | cửa khẩu thông quan | cửa khẩu làm thủ tục | cửa khẩu xnk',
    en: 'gate | gate name | gate code | border gate | border crossing | crossing point | border port | border post | port | port of entry | port of exit | checkpoint | border checkpoint | entry gate | exit gate | border',
    zh: '口岸 | 口岸名称 | 关口 | 口岸代码 | 通关口岸 | 进出境口岸 | 过境口岸 | 边境口岸 | 出入境口岸 | 进出口岸 | 关卡',
  },
  route: {
    vi: 'tuyến | tuyến đường | lối | lối thông quan | lối mở | mốc | cột mốc | cặp mốc | tuyến thông quan | lối đi | đường chuyên dụng | tuyến vận chuyển',
    en: 'route | route no | lane | corridor | passage | border marker | marker | channel | road | customs route | crossing route',
    zh: '通道 | 线路 | 路线 | 运输通道 | 界碑 | 货运通道 | 通关通道 | 行车路线 | 运输路线',
  },
  kind: {
    vi: 'hình thức vận chuyển | hình thức | loại lượt | loại lượt qua | loại qua lại | phương thức vận chuyển | phương thức',
    en: 'kind | crossing kind | crossing type | kind of crossing | type of crossing | transport mode | trip type',
    zh: '过境类型 | 业务类型 | 通行类型 | 运输方式 | 作业方式',
  },
  plate: {
    vi: 'biển số | biển số xe | biển xe | biển kiểm soát | biển ks | bks | bks xe | bsx | bs xe | bs | biển số đầu kéo | biển đầu kéo | bks đầu kéo | đầu kéo | xe đầu kéo | số đầu kéo | số xe đầu kéo | số xe | số hiệu xe | biển số phương tiện | bks phương tiện | số đăng ký xe | biển đăng ký | biển số ô tô | biển số xe tải | biển số xe ô tô | số phương tiện | phương tiện | xe | biển kiểm soát xe | số biển | biển số ptvt | ptvt | biển số đăng ký',
    en: 'plate | plate no | plate number | number plate | license plate | licence plate | license plate no | licence plate no | license plate number | licence plate number | license no | registration | registration no | registration number | reg no | vehicle reg | vehicle registration | vehicle registration no | vehicle registration number | vehicle | vehicle no | vehicle number | vehicle id | vehicle plate | vehicle plate no | vehicle plate number | truck | truck no | truck number | truck plate | truck plate no | truck plate number | truck registration | tractor | tractor no | tractor number | tractor plate | tractor plate no | tractor unit | head plate | tractor head | lorry | lorry no | lorry plate | car plate',
    zh: '车牌 | 车牌号 | 车牌号码 | 车号 | 牌照 | 牌照号 | 牌照号码 | 车辆牌照 | 车辆号牌 | 号牌 | 号牌号码 | 牌号 | 主车牌 | 主车牌号 | 牵引车 | 牵引车号 | 牵引车牌 | 牵引车牌号 | 牵引车车牌 | 牵引车车牌号 | 车头 | 车头号 | 车头牌 | 车头车牌 | 货车车牌 | 货车车牌号 | 货车号 | 车辆 | 车辆车牌 | 车辆号码 | 车辆牌号 | 卡车车牌 | 主车',
  },
  trailer: {
    vi: 'rơ moóc | rơ-moóc | rờ moóc | rơmoóc | ro mooc | moóc | mooc | mc | số moóc | số rơ moóc | biển số moóc | biển moóc | biển số rơ moóc | biển rơ moóc | bks moóc | bks rơ moóc | sơ mi rơ moóc | somi rơ moóc | smrm | srm | rm | biển số sơ mi rơ moóc | số mooc | biển số rm | số rm | biển số thùng kéo',
    en: 'trailer | trailer no | trailer number | trailer plate | trailer plate no | trailer plate number | trailer registration | trailer reg | trailer reg no | trailer license plate | semi trailer | semitrailer | semi trailer plate | semi-trailer no | chassis | chassis no | trailer id',
    zh: '挂车 | 挂车号 | 挂车牌 | 挂车牌号 | 挂车车牌 | 挂车车牌号 | 挂车车牌号码 | 挂车号牌 | 挂车牌照 | 半挂车 | 半挂车牌 | 半挂车车牌 | 半挂车牌号 | 半挂车号 | 拖车 | 拖车号 | 拖车牌号 | 拖车车牌 | 挂号 | 拖架 | 车挂',
  },
  container: {
    vi: 'container | số container | cont | số cont | mã container | mã cont | số hiệu container | số công | số công te nơ | công te nơ | contener | số hiệu cont | số vỏ cont',
    en: 'container no | container number | container id | container code | cntr | cntr no | cntr number | ctnr | ctnr no | cont no | cont number | ctn no',
    zh: '集装箱 | 集装箱号 | 集装箱号码 | 集装箱编号 | 箱号 | 柜号 | 货柜 | 货柜号 | 货柜号码 | 货柜编号 | 集装箱箱号',
  },
  seal: {
    vi: 'chì | số chì | chì hải quan | số chì hải quan | kẹp chì | số kẹp chì | niêm phong | số niêm phong | số seal | seal hải quan | chì niêm phong | số hiệu chì | chì hq | số chì hq | seal hq',
    en: 'seal | seals | seal no | seal nos | seal number | customs seal | customs seal no | seal id | customs seal number',
    zh: '封条 | 封条号 | 封条号码 | 铅封 | 铅封号 | 铅封号码 | 封号 | 关封 | 关封号 | 封志 | 封志号 | 海关封志 | 海关封志号 | 施封号 | 封签号',
  },
  driverName: {
    vi: 'lái xe | tài xế | tên lái xe | tên tài xế | họ tên lái xe | họ tên tài xế | họ và tên lái xe | họ và tên tài xế | người lái | người lái xe | tên người lái | họ tên người lái xe | người điều khiển | lx | họ tên lx | họ tên | họ và tên | người điều khiển phương tiện',
    en: 'driver | driver name | drivers name | driver full name | name of driver | name of the driver | full name | chauffeur | person driving',
    zh: '司机 | 司机姓名 | 司机名 | 司机名字 | 驾驶员 | 驾驶员姓名 | 驾驶人 | 驾驶人姓名 | 姓名 | 驾驶员名字',
  },
  driverIdNumber: {
    vi: 'giấy tờ | số giấy tờ | giấy tờ tùy thân | số giấy tờ tùy thân | giấy tờ lái xe | số giấy tờ lái xe | cccd | số cccd | cccd lái xe | cmnd | số cmnd | cmt | cmtnd | cccd hộ chiếu | cccd/hộ chiếu | cmnd/cccd | cccd/cmnd | cmnd cccd hộ chiếu | số cccd hộ chiếu | căn cước | số căn cước | căn cước công dân | số căn cước công dân | hộ chiếu | số hộ chiếu | hộ chiếu/cccd | số định danh | định danh | số định danh cá nhân | mã định danh | số gttt | gttt | cccd/hc | số cccd/hc | số cccd/hộ chiếu lái xe',
    en: 'id | id no | id number | id card | id card no | driver id | driver id no | driver id number | identity | identity no | identity number | identity card | identity document | identity document no | identification | identification no | identification number | passport | passport no | passport number | driver passport | driver passport no | passport/id | id/passport | id or passport | id passport no | id/passport no | id or passport no | driver document | document | document no | document number | driver licence id | national id | citizen id | travel document',
    zh: '证件 | 证件号 | 证件号码 | 身份证 | 身份证号 | 身份证号码 | 护照 | 护照号 | 护照号码 | 司机证件 | 司机证件号 | 司机证件号码 | 司机身份证 | 司机身份证号 | 身份证件 | 身份证件号 | 身份证件号码 | 身份证/护照 | 证号 | 驾驶员证件号 | 驾驶员证件号码 | 护照/身份证号 | 身份证/护照号 | 身份证或护照号 | 司机护照号',
  },
  driverPhone: {
    vi: 'điện thoại | số điện thoại | sđt | đt | số đt | điện thoại lái xe | số điện thoại lái xe | sđt lái xe | đt lái xe | số đt lái xe | sđt tài xế | điện thoại tài xế | số điện thoại tài xế | di động | số di động | đtdđ | liên hệ | số liên hệ | liên lạc | số liên lạc | điện thoại liên hệ | sđt liên hệ',
    en: 'phone | phone no | phone number | telephone | telephone no | telephone number | tel | tel no | tel number | mobile | mobile no | mobile number | mobile phone | cell | cell phone | cell no | driver phone | driver phone no | driver phone number | drivers phone | driver tel | driver mobile | driver mobile no | driver contact | contact | contact no | contact number | contact phone',
    zh: '电话 | 电话号码 | 电话号 | 手机 | 手机号 | 手机号码 | 司机电话 | 司机电话号码 | 司机手机 | 司机手机号 | 司机联系电话 | 联系电话 | 联系方式 | 驾驶员电话 | 驾驶员手机 | 驾驶员手机号 | 联络电话',
  },
  firmName: {
    vi: 'doanh nghiệp | tên doanh nghiệp | dn | tên dn | công ty | tên công ty | cty | tên cty | chủ hàng | tên chủ hàng | thương nhân | người khai | người khai hải quan | người xuất khẩu | người nhập khẩu | đơn vị xnk | đơn vị xuất nhập khẩu | đơn vị xuất khẩu | đơn vị nhập khẩu | doanh nghiệp xnk | doanh nghiệp xuất nhập khẩu | tên doanh nghiệp xnk | đơn vị khai | đơn vị',
    en: 'firm | firm name | company | company name | enterprise | enterprise name | business | business name | trader | trader name | owner | cargo owner | goods owner | exporter | importer | exporter/importer | importer/exporter | declarant | name of company | consignor | consignee | shipper | trading company | client | customer',
    zh: '企业 | 企业名称 | 公司 | 公司名称 | 货主 | 货主名称 | 单位名称 | 报关单位 | 收发货人 | 经营单位 | 申报单位 | 进出口商 | 进出口企业 | 贸易商 | 企业名 | 公司名 | 申报企业 | 单位',
  },
  taxCode: {
    vi: 'mã số thuế | mst | mã thuế | số thuế | mst dn | mst doanh nghiệp | mã số thuế doanh nghiệp | mã số thuế dn | mã số doanh nghiệp | msdn | mã doanh nghiệp | mã dn | mst công ty | mã số thuế công ty | mst chủ hàng | mã số thuế chủ hàng',
    en: 'tax code | tax id | tax no | tax number | tax id no | tax id number | tin | tin no | taxpayer id | taxpayer no | taxpayer code | taxpayer number | tax identification number | tax identification no | company tax code | firm tax code | enterprise tax code | vat | vat no | vat number | vat code | tax registration no | tax registration number | business code | tax',
    zh: '税号 | 税码 | 税务号 | 税务代码 | 税务编号 | 税务登记号 | 纳税号 | 纳税人识别号 | 纳税人税号 | 企业税号 | 公司税号 | 企业税务代码 | 税务识别号 | 税号代码 | 纳税人编号',
  },
  customsDeclaration: {
    vi: 'tờ khai | số tờ khai | tờ khai hq | số tờ khai hq | tờ khai hải quan | số tờ khai hải quan | tk | số tk | tkhq | số tkhq | tk hải quan | số tk hải quan | tk hq | số tk hq | mã tờ khai | số tờ khai xnk',
    en: 'customs declaration | customs declaration no | customs declaration number | customs declaration id | declaration | declaration no | declaration number | declaration id | cd no | cd number | customs no | customs number | customs entry | customs entry no | customs entry number | entry no | entry number | customs decl | customs decl no | decl no | customs dec | customs dec no',
    zh: '报关单 | 报关单号 | 报关单号码 | 报关单编号 | 报关号 | 海关报关单 | 海关报关单号 | 申报单号 | 海关申报单号 | 海关编号 | 报关单编码 | 报关编号 | 申报号 | 海关单号',
  },
  regime: {
    vi: 'loại hình | mã loại hình | loại hình xnk | loại hình hải quan | loại hình tờ khai | mã lh | lh | loại hình xuất nhập khẩu | loại hình tk',
    en: 'regime | regime code | customs regime | customs regime code | customs procedure | customs procedure code | procedure | procedure code | cpc | type code | declaration type | customs type',
    zh: '监管方式 | 监管方式代码 | 贸易方式 | 海关监管方式 | 类型代码 | 贸易类型 | 监管代码 | 报关类型 | 申报类型 | 海关类型',
  },
  hsCode: {
    vi: 'mã hs | hs | hs code | mã số hàng hóa | mã số hs | mã hàng | mã hàng hóa | mã số hàng | biểu thuế | mã hs code',
    en: 'hs no | hs number | hscode | commodity code | tariff code | tariff | tariff no | harmonized code | harmonised code | hs heading | customs tariff code | goods code',
    zh: 'hs编码 | hs码 | hs代码 | hs | 海关编码 | 商品编码 | 商品编号 | 税则号 | 税则号列 | 税目 | 货物编码 | 海关商品编码',
  },
  goodsName: {
    vi: 'tên hàng | tên hàng hóa | hàng hóa | hàng | mặt hàng | tên mặt hàng | mô tả hàng hóa | mô tả hàng | loại hàng | loại hàng hóa | chủng loại hàng | nội dung hàng | hàng hoá vận chuyển',
    en: 'goods | goods name | name of goods | description | goods description | description of goods | cargo | cargo name | cargo description | commodity | commodity name | commodity description | product | product name | name of cargo | item description | load | merchandise',
    zh: '货物 | 货物名称 | 货名 | 品名 | 商品 | 商品名称 | 货物品名 | 货品 | 货品名称 | 产品名称 | 货物描述',
  },
  weight: {
    vi: 'khối lượng | trọng lượng | cân nặng | kl | tl | khối lượng hàng | trọng lượng hàng | khối lượng hàng hóa | trọng lượng hàng hóa | tổng trọng lượng | tổng khối lượng | lượng hàng | số cân | kl hàng | tải trọng hàng | trọng lượng cả bì | khối lượng cả bì',
    en: 'weight | gross weight | gross wt | wt | gw | g.w. | net weight | nw | cargo weight | goods weight | total weight | total gross weight | mass | gross mass | weight of goods | tonnage | quantity weight',
    zh: '重量 | 毛重 | 净重 | 货重 | 总重 | 总重量 | 货物重量 | 货物毛重 | 货物净重 | 载重 | 载重量',
  },
  weightUnit: {
    vi: 'đơn vị | đơn vị tính | đvt | đv | đv tính | đơn vị khối lượng | đơn vị trọng lượng | đơn vị cân | đvt khối lượng',
    en: 'unit | units | uom | weight unit | unit of weight | unit of measure | unit of measurement | measurement unit | measure unit | weight uom',
    zh: '单位 | 计量单位 | 重量单位 | 计重单位 | 数量单位 | 单位(重量)',
  },
  arrivalDate: {
    vi: 'ngày đến | ngày | ngày dự kiến | ngày dự kiến đến | ngày đến dự kiến | ngày đến cửa khẩu | ngày tới | ngày qua cửa khẩu | ngày xe đến | ngày thông quan | ngày xuất nhập | ngày giao | ngày dự kiến đến cửa khẩu',
    en: 'date | arrival date | date of arrival | expected date | expected arrival date | expected date of arrival | planned date | planned arrival date | estimated arrival date | estimated date of arrival | eta date | crossing date | date arrival | day | arrive date',
    zh: '日期 | 到达日期 | 预计到达日期 | 抵达日期 | 到港日期 | 预计日期 | 预计抵达日期 | 到口岸日期 | 到达日 | 预计到达日 | 抵达日 | 到货日期',
  },
  arrivalTime: {
    vi: 'giờ đến | giờ | giờ dự kiến | giờ đến dự kiến | giờ dự kiến đến | thời gian đến | thời gian | thời gian dự kiến | thời gian dự kiến đến | thời gian đến dự kiến | thời điểm đến | giờ tới | giờ đến cửa khẩu | giờ xe đến | giờ qua cửa khẩu',
    en: 'time | arrival time | time of arrival | expected time | expected arrival time | expected time of arrival | planned time | planned arrival time | estimated arrival time | estimated time of arrival | eta | eta time | hour | arrival hour | time arrival | arrive time',
    zh: '时间 | 到达时间 | 预计到达时间 | 抵达时间 | 到达时刻 | 预计时间 | 预计抵达时间 | 到口岸时间 | 时刻 | 到港时间 | 预计到港时间',
  },
  note: {
    vi: 'ghi chú | chú thích | chú ý | lưu ý | gc | diễn giải | ghi chú khác',
    en: 'note | notes | remark | remarks | comment | comments | memo | additional information | other information | observations | observation',
    zh: '备注 | 附注 | 备考 | 注释 | 说明 | 备注信息 | 注',
  },
  yard: {
    vi: 'bãi hoặc khu | bãi tập kết | tên bãi | khu sang tải | bãi sang tải | nơi dỡ hàng',
    en: 'yard or area | yard | yard name | unloading place | place of unloading | transshipment area',
    zh: '停车场或作业区 | 集结场 | 堆场 | 换装区 | 卸货地点',
  },
  transportLicence: {
    vi: 'giấy phép vận tải | giấy phép vận tải quốc tế | số giấy phép vận tải | giấy phép liên vận',
    en: 'transport licence no | international transport licence | transport permit | transport permit no',
    zh: '运输许可证 | 运输许可证号 | 国际道路运输许可证 | 行车许可证',
  },
  nextTractor: {
    vi: 'đầu kéo thay | đầu kéo thay thế | biển số đầu kéo thay',
    en: 'plate of the next tractor | next tractor plate | replacement tractor | replacement tractor plate',
    zh: '接替牵引车车牌 | 更换牵引车 | 更换牵引车号 | 接驳车头',
  },
  storageUntil: {
    vi: 'lưu kho đến ngày | lưu kho đến | lưu bãi đến',
    en: 'stored until | storage end',
    zh: '存放至 | 仓储至',
  },
  tripBack: {
    vi: 'chở hàng về (hai chiều) | hai chiều | vận tải hai chiều | chở hàng về',
    en: 'brings goods back (two-way) | two way | two way trip | return load',
    zh: '回程载货（双向运输） | 双向运输 | 回程载货',
  },
  origin: {
    vi: 'xuất xứ | nước xuất xứ',
    en: 'country of origin | origin of goods',
    zh: '原产地 | 原产国',
  },
  quantity: {
    vi: 'số lượng | số lượng hàng | số kiện',
    en: 'quantity | qty | number of packages | packages',
    zh: '数量 | 件数',
  },
  goodsValue: {
    vi: 'trị giá | trị giá hàng | giá trị hàng',
    en: 'value of the goods | cargo value | customs value | invoice value',
    zh: '货值 | 货物价值 | 申报价值',
  },
};

/** Names that other columns are called as well: they decide only together with what stands below them. */
export const VAGUE_NAMES: ReadonlySet<string> = new Set([
  ...['no', 'nr', 'number', 'item', 'id', 'tt', 'code', 'index', 'document', 'line'],
  ...['ngay', 'gio', 'thoi gian', 'date', 'time', 'day', 'hour', 'eta', '日期', '时间', '时刻'],
  ...['don vi', '单位', 'dv', 'xe', 'hang', 'ho ten', 'ho va ten', 'full name', '姓名', 'port', 'border'],
  ...[
    'phuong tien',
    'vehicle',
    'truck',
    'lorry',
    '车辆',
    'tax',
    'business code',
    'goods code',
    'ma hang',
    'ma dn',
  ],
  ...[
    'lien he',
    'lien lac',
    'contact',
    'tl',
    'kl',
    'bs',
    'mc',
    'rm',
    'lh',
    'tk',
    'dn',
    'gc',
    '编号',
    '海关编号',
  ],
  ...[
    'hinh thuc',
    'phuong thuc',
    '运输方式',
    'owner',
    'client',
    'customer',
    'business',
    'description',
    'load',
    'net weight',
    'nw',
    '净重',
  ],
  ...[
    'customs no',
    'customs number',
    'ngay thong quan',
    'dinh danh',
    'procedure',
    '说明',
    'road',
    'marker',
    'channel',
  ],
]);
