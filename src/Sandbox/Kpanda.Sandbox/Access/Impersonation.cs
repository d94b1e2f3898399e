using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;

namespace Kpanda.Sandbox.Access;

/// <summary>Acting as somebody else: allowed name by name, and what the result is.</summary>
internal static class Impersonation
{
    public static KubeStatus? Refuses(
        SandboxCluster cluster, SandboxUser user, string name, IReadOnlyList<string> groups, string uid, IReadOnlyDictionary<string, IReadOnlyList<string>> extra)
    {
        foreach (var attributes in Asked(name, groups, uid, extra))
        {
            if (!Authorization.Allows(cluster, user, attributes)) return Authorization.Forbidden(user, attributes);
        }

        return null;
    }

    public static SandboxUser User(string name, IReadOnlyList<string> groups, string uid, IReadOnlyDictionary<string, IReadOnlyList<string>> extra)
    {
        List<string> all = [.. groups];
        if (groups.Count == 0 && name.StartsWith(ServiceAccountUser.Prefix, StringComparison.Ordinal) && name.Split(':') is [_, _, var ns, _])
        {
            all.Add("system:serviceaccounts");
            all.Add("system:serviceaccounts:" + ns);
        }

        var known = name == "system:anonymous" ? "system:unauthenticated" : "system:authenticated";
        if (!all.Contains("system:authenticated") && !all.Contains("system:unauthenticated")) all.Add(known);
        return new SandboxUser(name, all) { Uid = uid, Extra = extra };
    }

    private static IEnumerable<AccessAttributes> Asked(
        string name, IReadOnlyList<string> groups, string uid, IReadOnlyDictionary<string, IReadOnlyList<string>> extra)
    {
        if (name.StartsWith(ServiceAccountUser.Prefix, StringComparison.Ordinal) && name.Split(':') is [_, _, var ns, var account])
            yield return new AccessAttributes("impersonate", "", "serviceaccounts") { Namespace = ns, Name = account };
        else
            yield return new AccessAttributes("impersonate", "", "users") { Name = name };
        foreach (var group in groups) yield return new AccessAttributes("impersonate", "", "groups") { Name = group };
        if (uid.Length > 0) yield return new AccessAttributes("impersonate", "authentication.k8s.io", "uids") { Name = uid };
        foreach (var (key, values) in extra)
        {
            foreach (var value in values) yield return new AccessAttributes("impersonate", "authentication.k8s.io", "userextras") { Subresource = key, Name = value };
        }
    }
}
