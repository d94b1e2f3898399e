using System.Collections.Concurrent;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Access;

/// <summary>
/// Acting as somebody else: allowed name by name, and what the result is. From 1.36 on (the feature ConstrainedImpersonation) first in a mode for the kind of user, where the
/// request itself must be allowed for it too (<c>impersonate-on:user-info:list</c>) and the user after it (<c>impersonate:user-info</c>); then as ever (<c>impersonate</c>).
/// Thread-safe.
/// </summary>
internal sealed class Impersonation(SandboxCluster cluster)
{
    private const string AnyRequest = "";
    private const string AssociatedNode = "associated-node";
    private const string ArbitraryNode = "arbitrary-node";
    private const string ServiceAccount = "serviceaccount";
    private const string UserInfo = "user-info";
    private const string Authentication = "authentication.k8s.io";
    private const string NodePrefix = "system:node:";

    // That many groups or extra values are first looked for as "*".
    private const int Many = 4;
    private const int MostRemembered = 10_000;

    // By which mode somebody was last allowed: it is asked first, and its refusal is the one that is told.
    private readonly ConcurrentDictionary<string, string> _lastModes = new(StringComparer.Ordinal);

    /// <summary>The user that a request is made as, or why it may not be.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="wanted">Whom they ask to be, as the headers say it.</param>
    /// <param name="request">What they want to do.</param>
    public (SandboxUser? User, KubeStatus? Refusal) As(SandboxUser user, SandboxUser wanted, AccessAttributes request)
    {
        KubeStatus? first = null;
        foreach (var mode in Modes(user, wanted))
        {
            var refused = Asked(mode, wanted, request).Select(asked => asked(user)).FirstOrDefault(refusal => refusal is not null);
            if (refused is null)
            {
                if (_lastModes.Count >= MostRemembered) _lastModes.Clear();
                _lastModes[user.Name] = mode;
                return (Result(mode, wanted), null);
            }

            first ??= refused;
        }

        return (null, first);
    }

    private List<string> Modes(SandboxUser user, SandboxUser wanted)
    {
        if (cluster.Minor < ClusterVersion.ConstrainedImpersonation) return [AnyRequest];
        List<string> modes = [];
        var isNode = Node(wanted.Name) is not null;
        var isAccount = Account(wanted.Name) is not null;
        var byName = wanted is { Uid: "", Groups.Count: 0, Extra.Count: 0 };
        if (isNode && byName && user.IsServiceAccount && user.Extra.GetValueOrDefault("authentication.kubernetes.io/node-name") is [var own] && own == Node(wanted.Name)) modes.Add(AssociatedNode);
        if (isNode && byName) modes.Add(ArbitraryNode);
        if (isAccount && byName) modes.Add(ServiceAccount);
        if (!isNode && !isAccount) modes.Add(UserInfo);
        modes.Add(AnyRequest);
        if (_lastModes.TryGetValue(user.Name, out var last) && modes.Remove(last)) modes.Insert(0, last);
        return modes;
    }

    // The questions one after another; each answers a refusal or null.
    private IEnumerable<Func<SandboxUser, KubeStatus?>> Asked(string mode, SandboxUser wanted, AccessAttributes request)
    {
        var constrained = mode != AnyRequest;
        var verb = constrained ? $"impersonate:{mode}" : "impersonate";
        var group = constrained ? Authentication : "";
        if (constrained) yield return May(request with { Verb = $"impersonate-on:{mode}:{request.Verb}" });

        if (mode is ArbitraryNode or AssociatedNode) yield return May(new AccessAttributes(verb, group, "nodes") { Name = mode == ArbitraryNode ? Node(wanted.Name)! : "*" });
        else if (Account(wanted.Name) is (var ns, var account)) yield return May(new AccessAttributes(verb, group, "serviceaccounts") { Namespace = ns, Name = account });
        else yield return May(new AccessAttributes(verb, group, "users") { Name = wanted.Name });

        var uid = May(new AccessAttributes(verb, Authentication, "uids") { Name = wanted.Uid });
        var inModes = cluster.Minor >= ClusterVersion.ConstrainedImpersonation;
        if (inModes && wanted.Uid.Length > 0) yield return uid;
        var groups = new AccessAttributes(verb, group, "groups");
        if (constrained && wanted.Groups.Contains("")) yield return Never(groups, "impersonating the empty string group is not allowed");
        if (constrained && wanted.Groups.Contains(Authorization.Masters))
            yield return Never(groups with { Name = Authorization.Masters }, "impersonating the system:masters group is not allowed");
        foreach (var question in Each(constrained && wanted.Groups.Count >= Many, groups with { Name = "*" }, wanted.Groups.Select(name => groups with { Name = name }))) yield return question;

        var extra = new AccessAttributes(verb, Authentication, "userextras");
        if (constrained && wanted.Extra.SelectMany(fact => fact.Value).Contains("")) yield return Never(extra, "impersonating the empty string value in extra is not allowed");
        var facts = wanted.Extra.SelectMany(fact => fact.Value.Select(value => extra with { Subresource = fact.Key, Name = value })).ToList();
        foreach (var question in Each(constrained && facts.Count >= Many, extra with { Subresource = "*", Name = "*" }, facts)) yield return question;
        if (!inModes && wanted.Uid.Length > 0) yield return uid;
    }

    private IEnumerable<Func<SandboxUser, KubeStatus?>> Each(bool many, AccessAttributes all, IEnumerable<AccessAttributes> each)
    {
        if (!many) return each.Select(May);
        return [user => May(all)(user) is null ? null : each.Select(one => May(one)(user)).FirstOrDefault(refusal => refusal is not null)];
    }

    private Func<SandboxUser, KubeStatus?> May(AccessAttributes attributes) =>
        user => Authorization.Allows(cluster, user, attributes) ? null : Authorization.Forbidden(user, attributes);

    private static Func<SandboxUser, KubeStatus?> Never(AccessAttributes attributes, string why) => user => Authorization.Forbidden(user, attributes, why);

    private static SandboxUser Result(string mode, SandboxUser wanted)
    {
        List<string> groups = [.. wanted.Groups];
        if (mode is ArbitraryNode or AssociatedNode) groups.Add("system:nodes");
        if (groups.Count == 0 && Account(wanted.Name) is (var ns, _)) groups.AddRange(["system:serviceaccounts", "system:serviceaccounts:" + ns]);
        var known = wanted.Name == SandboxUser.Anonymous.Name ? "system:unauthenticated" : "system:authenticated";
        if (!groups.Contains("system:authenticated") && !groups.Contains("system:unauthenticated")) groups.Add(known);
        return wanted with { Groups = groups };
    }

    private static string? Node(string user) =>
        user.StartsWith(NodePrefix, StringComparison.Ordinal) && user[NodePrefix.Length..] is var node && NameRules.DnsSubdomain(node).Count == 0 ? node : null;

    private static (string Namespace, string Name)? Account(string user) =>
        user.StartsWith(ServiceAccountUser.Prefix, StringComparison.Ordinal) && user.Split(':') is [_, _, var ns, var name] ? (ns, name) : null;
}
