"""The rules the sandbox enforces, by id: what the platform does, and whether a public source says so.

Ids follow the topics of the platforms' documentation: C callbacks, R replies, T tokens, S sending, K cards,
U updates, M media, L limits, O service account, W web login, N menus. A rule that is not sourced is a
reading that seemed likely; every one of those can be switched: by the setting it names, or by its id in
`off`. Elsewhere in the sandbox "page 90236" means developer.work.weixin.qq.com/document/path/90236.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in words for people. `switch`: the setting that changes it, for one that is not sourced."""

    id: str
    words: str
    sourced: bool = True
    switch: str = "off"


_RULES = (
    Rule("C1", "保存回调地址时发 GET，1 秒内原样回明文：不带引号、BOM、换行"),
    Rule("C2", "回调 5 秒内答复；超时或不是 200 就再送，同一 MsgId、CreateTime，新的 timestamp、nonce、密文"),
    Rule("C3", "一共送几次（默认 3）", sourced=False, switch="attempts"),
    Rule("C4", "服务号安全模式验 msg_signature（四段），不是 signature（三段）"),
    Rule("R1", "被动回复要加密，MsgSignature 对回复自己的 Encrypt 计算，receiveid 要对"),
    Rule("R2", "ToUserName 是发来消息的人，FromUserName 是企业 ID 或原始 ID"),
    Rule("R3", "这类事件不能用这种 MsgType 回复"),
    Rule("R4", "被动回复文本最多 2048 字节，超出截断"),
    Rule("R5", "回复里的 media_id 要存在、没过期、类型相符"),
    Rule("R6", "图文最多 8 条（服务号回复多数消息只能 1 条）", sourced=False),
    Rule("R7", "空内容或 success 表示收到，不回复"),
    Rule("R8", "更新卡片：本次点击的 ResponseCode 只能用一次，72 小时内有效"),
    Rule("R9", "update_button 只对按钮、投票、多项选择卡片有效"),
    Rule("R10", "服务号出错时，用户看到“该公众号提供的服务出现故障，请稍后再试”"),
    Rule("T1", "access_token 放在查询串里；缺少 41001，不认识 40014（服务号 40001），过期 42001"),
    Rule("T2", "token 只能操作自己的应用：agentid 不符 301002"),
    Rule("T3", "来源 IP 不在可信名单：60020；服务号在取 token 时 40164"),
    Rule("T4", "应用没有这个接口的权限：48002（服务号 48001）"),
    Rule("T5", "取 token 的参数：40013、40001、41002、41004（服务号 40002、40013、40125）"),
    Rule(
        "T6",
        "服务号 /token 每取一次，旧 token 约 5 分钟后失效",
        sourced=False,
        switch="token_overlap_seconds",
    ),
    Rule("T7", "取 token 参数错误每小时约 2000 次后，封一小时：45009", sourced=False),
    Rule("T8", "stable_token 强制刷新：间隔 30 秒，一天 20 次；超出的错误码未见明文", sourced=False),
    Rule("B1", "请求体要是 JSON 对象：否则 40058 Warning: wrong json format（服务号 47001）"),
    Rule("B2", "请求方法不对：40058（服务号 43002）"),
    Rule("B3", "没有这个接口", sourced=False, switch="unknown_api"),
    Rule("S1", "msgtype 不认识：40008"),
    Rule("S2", "agentid：缺少 41011，不是整数 40056"),
    Rule("S3", "接收人全空 82001；超过 1000 人 40032；部门超 100 个 82002；标签超 100 个 82003"),
    Rule("S4", "部分人无效照发，invaliduser 里是小写；全部无效 81013"),
    Rule("S5", "text.content：缺少 44004；超过 2048 字节截断（严格模式 45002）"),
    Rule("S6", "标题、描述等按字节截断（严格模式 45002）"),
    Rule("S7", "必填：标题 41016、描述 41033、链接 41010、media_id 41006"),
    Rule("S8", "链接要有 http(s)://（45034），最长 2048 字节（40039）"),
    Rule("S9", "图文 1–8 条（45008），作者 64 字节（45032），正文 666 KB（45002）"),
    Rule("S10", "media_id 不存在、过期、类型不符：40007"),
    Rule("S11", "safe 只对部分类型有效：news 为 40074；语音、卡片、markdown 未见明文", sourced=False),
    Rule("S12", "enable_duplicate_check：相同请求在间隔内不再送达，间隔最长 14400 秒"),
    Rule("S13", "小程序通知：标题、描述 4–12 字，content_item 最多 10 条，键 10 字、值 30 字"),
    Rule("S14", "字段类型不对（字符串、整数、数组、对象）：40058"),
    Rule("S15", "markdown 只支持子集：列表、表格、图片原样显示"),
    Rule("S16", "text 只认 <a>，textcard 只认 <div class>，markdown 只认 <font color>；别的标签原样显示"),
    Rule("S17", "没有接口许可的成员不送达，列在 unlicenseduser 里"),
    Rule("K1", "card_type 不认识：42031"),
    Rule("K2", "task_id：数字、字母、_-@，128 字节内，同一应用唯一；重复或不合规 42014"),
    Rule("K3", "交互卡片和带 action_menu 的卡片必须有 task_id", sourced=False),
    Rule("K4", "text_notice 的一级标题和二级文本至少有一个：42033 或 41016", sourced=False),
    Rule("K5", "text_notice、news_notice 必须有 card_action，type 为 1 或 2：42045"),
    Rule("K6", "type 决定必填：链接 42028、小程序 42030、附件 42029、成员 42050"),
    Rule("K7", "horizontal_content_list 最多 6 条（42035），要有 keyname（42027）"),
    Rule("K8", "jump_list 最多 3 条（42042），要有 title（42033）"),
    Rule("K9", "vertical_content_list 最多 4 条（42036），要有 title（42033）"),
    Rule("K10", "button_list 1–6 个：文字 42038，key 42039、1024 字节内且不重复；超过 6 个 40058"),
    Rule("K11", "选项 1–10 个（投票 1–20 个）：42037；id 42040、128 字节内不重复；文字 42041"),
    Rule("K12", "question_key：必填、1024 字节内、不重复：42043"),
    Rule("K13", "submit_button：key 42046，文字 42049"),
    Rule("K14", "select_list 1–3 个：42047"),
    Rule("K15", "action_menu 1–3 项，key 不重复：42051"),
    Rule("K16", "news_notice 要有 card_image 或 image_text_area：42044；宽高比 1.3–2.25"),
    Rule("K17", "这种卡片没有这个元素，客户端不显示"),
    Rule("K18", "建议字数：超出由客户端省略，不报错"),
    Rule("K19", "quote_area、image_text_area：type 1 要 url，type 2 要 appid"),
    Rule("K20", "disable、replace_text 只在更新时有意义"),
    Rule("K21", "不在列举范围里的数值按第一种显示；selected_id 不在选项里就选第一项"),
    Rule("U1", "response_code 只能用一次（42022），72 小时（42003）", sourced=False, switch="used_code"),
    Rule("U2", "更新人数 ≤1000、部门和标签各 ≤100；不在发送名单里的人列入 invaliduser 数组"),
    Rule("U3", "button 形式只能用于按钮、投票、多项选择卡片：42017"),
    Rule("U4", "撤回只限 24 小时内、本应用的消息：42052、40058"),
    Rule("U5", "更新时的 task_id 不起作用，卡片保留原来的", sourced=False),
    Rule("U6", "更新时没有点名任何人：不更新任何人", sourced=False),
    Rule("M1", "上传字段名 media；空文件 44001；至少 6 字节"),
    Rule("M2", "图片 10 MB JPG/PNG，语音 2 MB AMR，视频 10 MB MP4，文件 20 MB"),
    Rule("M3", "类型按文件头判断，不看扩展名"),
    Rule("M4", "临时素材保存 3 天"),
    Rule("M5", "语音最长 60 秒：45007"),
    Rule("M6", "下载素材支持 Range：206，范围不对 416", sourced=False),
    Rule("L1", "每个成员每分钟 30 条、每小时 1000 条，超出不送达也不报错"),
    Rule("L2", "应用每天：账号数上限 × 200 人次，超出 45009"),
    Rule("L3", "每个接口每分钟 10000 次、每小时 15 万次，超出 45009，封 60 秒、60 分钟；发消息不算在内"),
    Rule("L4", "每个 IP 每个接口每分钟 20000 次、每小时 60 万次，超出 45009"),
    Rule("L5", "每天、每月的调用次数：45009；服务号 clear_quota 每月 10 次"),
    Rule("L6", "每个成员每分钟 200 条群消息，超出不送达也不报错"),
    Rule(
        "L7",
        "同一企业（账号）同一接口同时进行的调用太多：45033；多少算多未见明文",
        sourced=False,
        switch="api_concurrency",
    ),
    Rule("O1", "template_id 不存在：40037"),
    Rule("O2", "字段多了、少了、空了或类型不合：47003"),
    Rule("O3", "没有关注：43004"),
    Rule("O4", "客服消息：用户发言后 48 小时 5 条；点菜单、扫码、关注后 1 分钟 3 条"),
    Rule("O5", "客服消息窗口已关 45015；条数用完 45047"),
    Rule("O6", "同一 client_msg_id 对同一用户 10 分钟内只发一次"),
    Rule("O7", "订阅通知：没有用户同意 43101"),
    Rule("O8", "带参二维码：scene_id 非 0，scene_str 1–64 字，最长 30 天"),
    Rule("O9", "first、remark、color 已不显示"),
    Rule("W1", "redirect_uri 的域名要与可信域名一致：50001"),
    Rule("W2", "code 只能用一次、5 分钟内有效：40029（服务号用过的 40163）"),
    Rule("W3", "要在对应的客户端里打开"),
    Rule("W4", "state 只能是字母和数字，最长 128 字节；snsapi_privateinfo 要带 agentid"),
    Rule("N1", "一级菜单 1–3 个，二级 1–5 个：40016、40023；名称 16/40 字节：40018、40025"),
    Rule(
        "N2",
        "菜单的 type 40017、key 40019、url 40020、层级 40022；二级依次为 40024、40026、40027，名称 40025",
    ),
    Rule("G1", "群聊：成员 2–2000 人 86006，群主在名单里 86207，chatid 不存在 86003"),
    Rule("X", "按计划制造的故障"),
)

RULES = {rule.id: rule for rule in _RULES}
CAN_BE_OFF = frozenset(rule.id for rule in _RULES if not rule.sourced and rule.switch == "off")
