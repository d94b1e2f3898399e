using Kpanda.Hosting;
using Kpanda.Hosting.Errors;

namespace Kpanda.Clusters.RegisterCluster;

/// <summary>The proxy that a person names for a cluster: <c>http</c>, <c>https</c> (CONNECT) or <c>socks5</c>, with a name and password where it wants them.</summary>
internal static class ProxyAddress
{
    private const string Field = "proxyUrl";
    private const int MaxLength = 2048;

    /// <summary>Reads it.</summary>
    /// <returns>Null for none, or the error that names the field.</returns>
    public static Result<Uri?> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (Uri?)null;
        if (text.Length > MaxLength || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var proxy) || proxy.Host.Length == 0) return Error.Invalid(Field, "cluster.proxy.form");
        if (proxy.Scheme is not ("http" or "https" or "socks5")) return Error.Invalid(Field, "cluster.proxy.scheme", ("scheme", proxy.Scheme));
        if (proxy.PathAndQuery is not ("/" or "") || proxy.Fragment.Length > 0) return Error.Invalid(Field, "cluster.proxy.parts");
        return proxy;
    }

    /// <summary>The proxy as everybody may see it: without its password.</summary>
    public static string Shown(Uri? proxy) => proxy is null ? "" : proxy.GetComponents(UriComponents.SchemeAndServer | UriComponents.StrongPort, UriFormat.UriEscaped);
}
