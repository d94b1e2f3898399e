using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Cel;

namespace Kpanda.Sandbox.Admitting;

/// <summary>The <c>authorizer</c> of expressions: may whoever asks (or a ServiceAccount) do something else as well?</summary>
internal sealed class CelAuthorizer(AdmissionAttributes attributes) : ICelObject
{
    public string TypeName => "kubernetes.authorization.Authorizer";

    public object? Get(string field)
    {
        if (field != "requestResource") return CelError.NoKey(field);
        var (request, kind) = (attributes.Request, attributes.Request.Kind.Gvr);
        return new Check(attributes.Cluster, request.User, new AccessAttributes("", kind.Group, kind.Resource) { Namespace = attributes.Namespace, Name = attributes.Name, Subresource = request.Subresource });
    }

    public object? Call(string function, IReadOnlyList<object?> arguments) => Call(attributes.Cluster, attributes.Request.User, function, arguments);

    private static object? Call(SandboxCluster cluster, SandboxUser user, string function, IReadOnlyList<object?> arguments) => (function, arguments) switch
    {
        ("group", [string group]) => new Check(cluster, user, new AccessAttributes("", group, "")),
        ("path", [string path]) => new Check(cluster, user, new AccessAttributes("", "", "") { Path = path }),
        ("serviceAccount", [string ns, string name]) => new Other(cluster, ServiceAccountUser.Of(ns, name, "")),
        _ => CelError.NoOverload,
    };

    private sealed class Other(SandboxCluster cluster, SandboxUser user) : ICelObject
    {
        public string TypeName => "kubernetes.authorization.Authorizer";

        public object? Get(string field) => CelError.NoKey(field);

        public object? Call(string function, IReadOnlyList<object?> arguments) => CelAuthorizer.Call(cluster, user, function, arguments);
    }

    private sealed class Check(SandboxCluster cluster, SandboxUser user, AccessAttributes asked) : ICelObject
    {
        public string TypeName => "kubernetes.authorization.ResourceCheck";

        public object? Get(string field) => CelError.NoKey(field);

        public object? Call(string function, IReadOnlyList<object?> arguments) => (function, arguments) switch
        {
            ("resource", [string resource]) => new Check(cluster, user, asked with { Resource = resource }),
            ("subresource", [string subresource]) => new Check(cluster, user, asked with { Subresource = subresource }),
            ("namespace", [string ns]) => new Check(cluster, user, asked with { Namespace = ns }),
            ("name", [string name]) => new Check(cluster, user, asked with { Name = name }),
            ("check", [string verb]) => new Decision(cluster, user, asked with { Verb = verb }),
            _ => CelError.NoOverload,
        };
    }

    private sealed class Decision(SandboxCluster cluster, SandboxUser user, AccessAttributes asked) : ICelObject
    {
        public string TypeName => "kubernetes.authorization.Decision";

        public object? Get(string field) => CelError.NoKey(field);

        public object? Call(string function, IReadOnlyList<object?> arguments) => function switch
        {
            "allowed" => Authorization.Allows(cluster, user, asked),
            "errored" => false,
            "error" => "",
            "reason" => cluster.Access.Allows(user, asked, out var reason) ? reason : "",
            _ => CelError.NoOverload,
        };
    }
}
