namespace Kpanda.Sandbox.Access;

/// <summary>Who a service account is to the API server.</summary>
internal static class ServiceAccountUser
{
    public static SandboxUser Of(string ns, string name, string uid) =>
        new($"system:serviceaccount:{ns}:{name}", ["system:serviceaccounts", "system:serviceaccounts:" + ns, "system:authenticated"]) { Uid = uid };
}
