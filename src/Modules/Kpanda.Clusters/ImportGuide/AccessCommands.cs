namespace Kpanda.Clusters.ImportGuide;

/// <summary>The commands that make an account for the platform in a cluster, the same for every vendor. They run in a POSIX shell with kubectl.</summary>
internal static class AccessCommands
{
    /// <summary>Makes namespace, account, token and rights.</summary>
    public static string Create { get; } = $"kubectl apply -f - <<'EOF'\n{Resource("kpanda-access.yaml")}EOF\n";

    /// <summary>Writes <c>kpanda.kubeconfig</c> with the account's token, for the server of the present context or of <c>$SERVER</c>.</summary>
    public static string WriteKubeconfig { get; } = Resource("write-kubeconfig.sh");

    private static string Resource(string name)
    {
        using var stream = typeof(AccessCommands).Assembly.GetManifestResourceStream($"import-guide/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
