using Kpanda.Hosting.Errors;

namespace Kpanda.Identity;

internal sealed class IdentityErrorWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["session.missing"] = "Sign in first.",
        ["session.ended"] = "The session has ended. Sign in again.",
        ["session.csrf"] = "The request lacks the session's X-Kpanda-CSRF header.",
        ["token.unknown"] = "The token is unknown, revoked or expired.",
        ["token.none"] = "You have no such token.",
        ["token.many"] = "You can have at most {limit} tokens. Revoke some that are not used any more.",
        ["token.expiry.past"] = "A token must end in the future.",
        ["token.expiry.unreadable"] = "The end of a token is a time such as 2030-12-31T23:59:59Z, a date such as 2030-12-31, or empty for never.",
        ["token.more.than.itself"] = "A token makes no token that lasts longer or opens more than itself. Sign in to make one.",
        ["token.other.cluster"] = "This token opens cluster {cluster} and nothing else.",
        ["signin.field.missing"] = "{field} is missing.",
        ["signin.refused"] = "The name or the password is wrong.",
        ["signin.locked"] = "Too many failed attempts. Try again in {seconds} s.",
        ["user.unknown"] = "There is no such user.",
        ["user.name.taken"] = "The name {name} is in use or was used before.",
        ["user.name.invalid"] = "A name has 1 to 63 of the characters a-z, 0-9, '-', '.', '_' and '@', and begins and ends with a letter or digit.",
        ["user.name.reserved"] = "Names that begin with system: or kpanda: are reserved.",
        ["user.field.long"] = "{field} is longer than {limit} characters.",
        ["user.self"] = "You cannot do this to yourself.",
        ["preference.long"] = "A preference has a name of at most {name} and a value of at most {value} characters.",
        ["preference.many"] = "There can be at most {limit} preferences.",
        ["audit.unavailable"] = "This must be recorded before it is done, and the record cannot be written now. Nothing was done; try again later.",
        ["audit.none"] = "There is no such record.",
        ["audit.filter"] = "{field} is none of its values.",
        ["audit.days"] = "How many days are kept is a number from 1 to {most}.",
        ["audit.export.type"] = "Records are exported as Csv, which spreadsheets open.",
        ["password.length"] = "A password has {min} to {max} characters.",
        ["password.name"] = "A password must not contain the name.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["session.missing"] = "请先登录。",
        ["session.ended"] = "会话已结束，请重新登录。",
        ["session.csrf"] = "请求缺少会话的 X-Kpanda-CSRF 请求头。",
        ["token.unknown"] = "令牌不存在、已吊销或已过期。",
        ["token.none"] = "您没有此令牌。",
        ["token.many"] = "每人最多可有 {limit} 个令牌，请吊销不再使用的令牌。",
        ["token.expiry.past"] = "令牌的到期时间必须晚于现在。",
        ["token.expiry.unreadable"] = "令牌的到期时间须为 2030-12-31T23:59:59Z 这样的时间、2030-12-31 这样的日期，或留空表示永久有效。",
        ["token.more.than.itself"] = "令牌不能创建比自身有效期更长或权限更大的令牌，请登录后创建。",
        ["token.other.cluster"] = "此令牌只能访问集群 {cluster}。",
        ["signin.field.missing"] = "缺少 {field}。",
        ["signin.refused"] = "用户名或密码错误。",
        ["signin.locked"] = "失败次数过多，请在 {seconds} 秒后重试。",
        ["user.unknown"] = "用户不存在。",
        ["user.name.taken"] = "用户名 {name} 正在使用或曾被使用。",
        ["user.name.invalid"] = "用户名由 1 到 63 个 a-z、0-9、'-'、'.'、'_'、'@' 字符组成，并以字母或数字开头和结尾。",
        ["user.name.reserved"] = "以 system: 或 kpanda: 开头的名称为保留名称。",
        ["user.field.long"] = "{field} 超过 {limit} 个字符。",
        ["user.self"] = "不能对自己执行此操作。",
        ["preference.long"] = "偏好设置的名称最多 {name} 个字符，值最多 {value} 个字符。",
        ["preference.many"] = "偏好设置最多 {limit} 项。",
        ["audit.unavailable"] = "此操作必须先写入审计记录，而记录目前无法写入。未执行任何操作，请稍后重试。",
        ["audit.none"] = "该审计记录不存在。",
        ["audit.filter"] = "{field} 的取值无效。",
        ["audit.days"] = "保留天数须为 1 到 {most} 的整数。",
        ["audit.export.type"] = "记录以 Csv 格式导出，可用电子表格打开。",
        ["password.length"] = "密码长度须为 {min} 到 {max} 个字符。",
        ["password.name"] = "密码不能包含用户名。",
    };
}
