using Kpanda.Hosting.Errors;

namespace Kpanda.Permissions.Roles;

/// <summary>What is said of changes of roles.</summary>
internal sealed class RoleWords : IErrorWords
{
    public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["template.unknown"] = "There is no role {role}.",
        ["template.rules.many"] = "A role takes at most {most} rules each way.",
        ["template.rule.incomplete"] = "A rule names verbs, and either API groups and resources or paths.",
        ["template.rule.word"] = "A rule has a word that cannot be one: empty, too long, with spaces, or too many of them.",
        ["template.rule.verb"] = "A role cannot be given the verb {verb}. Verbs are: {verbs}.",
        ["template.add.paths"] = "The role {role} is held in a namespace: paths are no part of it.",
        ["template.subtract.cluster"] = "Nothing can be taken away from {role}: only from roles in a namespace.",
        ["template.subtract.form"] = "What is taken away is named by API group and resource, without *, object names or paths.",
        ["template.subtract.nothing"] = "The role has nothing of {resource} that could be taken away.",
        ["template.changed"] = "Somebody else changed the role {role} meanwhile: look at it again.",
        ["template.exceeds"] = "You cannot give {role} what you do not hold in every cluster ({verb} {resource} in {cluster}).",
        ["template.dryRun"] = "dryRun takes only All.",
        ["template.subtract.wildcard"] = "{verb} of {resource} cannot be taken away: an added rule allows it by *.",
    };

    public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string>
    {
        ["template.unknown"] = "没有角色 {role}。",
        ["template.rules.many"] = "一个角色最多可增加或移除 {most} 条规则。",
        ["template.rule.incomplete"] = "规则需要包含动词，以及 API 组和资源，或者路径。",
        ["template.rule.word"] = "规则中有无效的词：为空、过长、含空格，或数量过多。",
        ["template.rule.verb"] = "不能为角色增加动词 {verb}。可用动词：{verbs}。",
        ["template.add.paths"] = "角色 {role} 在命名空间内授予，不能包含路径。",
        ["template.subtract.cluster"] = "不能从 {role} 移除权限：只有命名空间角色可以。",
        ["template.subtract.form"] = "移除的权限须写明 API 组和资源，不能使用 *、对象名称或路径。",
        ["template.subtract.nothing"] = "该角色没有可移除的 {resource} 权限。",
        ["template.changed"] = "角色 {role} 已被他人修改，请重新查看。",
        ["template.exceeds"] = "您不能为 {role} 增加您并未在每个集群都拥有的权限（集群 {cluster} 中的 {verb} {resource}）。",
        ["template.dryRun"] = "dryRun 只接受 All。",
        ["template.subtract.wildcard"] = "无法移除对 {resource} 的 {verb}：某条增加的规则用 * 允许了它。",
    };
}
