"""Characters in nearly every letter beside the template's own: they are cut once for all letters."""

LETTERS = (
    "0123456789ABCDEFGHJKLMNPQRTUWXY.，。：、（）〔〕年月日号送达存根未没有不的置设排放口记录"
    "浙江省温州乐清市有限公司厂镇街道路村工业园区幢室东西南北中新大"
)
FORMS = LETTERS + "现场发现检查时该企业正常生产环境隐患问题条；适用第项其余目异常监测许可证执法队院专家"
