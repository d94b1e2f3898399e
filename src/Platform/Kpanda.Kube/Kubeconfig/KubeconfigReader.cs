using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Kpanda.KubeModel.Yaml;

namespace Kpanda.Kube.Kubeconfig;

/// <summary>
/// Reads a kubeconfig from outside under the import policy: inline data only. Touches no file, starts no process, resolves no name. Everything that
/// could make the platform run, read or contact something on the author's behalf is refused with the field's name.
/// </summary>
public static class KubeconfigReader
{
    /// <summary>Most characters of a kubeconfig.</summary>
    public const int MaxLength = 256 * 1024;

    private static readonly YamlLimits Limits = new() { MaxLength = MaxLength, MaxDepth = 20, MaxAliases = 0, MaxDocuments = 1, MaxNodes = 20_000 };

    private static readonly string[] TopKeys = ["apiVersion", "kind", "preferences", "clusters", "users", "contexts", "current-context", "extensions"];
    private static readonly string[] ContextKeys = ["cluster", "user", "namespace", "extensions"];

    /// <summary>Reads the current context (or the only one).</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="policy">What is allowed.</param>
    /// <param name="now">To refuse what has expired.</param>
    /// <param name="kubeconfig">What is kept.</param>
    /// <param name="refusal">Why it is not accepted.</param>
    public static bool TryRead(
        string text,
        KubeconfigPolicy policy,
        DateTimeOffset now,
        [NotNullWhen(true)] out ImportedKubeconfig? kubeconfig,
        [NotNullWhen(false)] out KubeconfigRefusal? refusal)
    {
        (kubeconfig, refusal) = (null, null);
        try
        {
            kubeconfig = Read(text, policy, now);
            return true;
        }
        catch (RefusedException refused)
        {
            refusal = refused.Refusal;
            return false;
        }
    }

    private static ImportedKubeconfig Read(string text, KubeconfigPolicy policy, DateTimeOffset now)
    {
        var root = Parse(text);
        root.AllowOnly(TopKeys);
        if (root.Text("kind") is { } kind && kind != "Config") throw RefusedException.At("kind", "kubeconfig.kind", kind);
        if (root.Text("apiVersion") is { } version && version != "v1") throw RefusedException.At("apiVersion", "kubeconfig.apiversion", version);
        var contexts = root.Named("contexts", "context");
        var name = CurrentContext(root, contexts);
        var context = contexts[name];
        context.AllowOnly(ContextKeys);
        var cluster = Referred(root, context, "cluster", "clusters");
        var user = Referred(root, context, "user", "users");
        return new ConnectionParts(policy, now).Read(name, cluster, user);
    }

    private static Section Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw RefusedException.At("", "kubeconfig.empty");
        if (text.Length > MaxLength) throw RefusedException.At("", "kubeconfig.size", $"{MaxLength / 1024}");
        if (!YamlReader.TryRead(text, out var documents, out var problem, Limits)) throw RefusedException.At("", "kubeconfig.yaml", problem.ToString());
        if (documents is not [{ Root: JsonObject root } document]) throw RefusedException.At("", "kubeconfig.shape");
        if (document.DuplicateKeys is [var duplicate, ..]) throw RefusedException.At("", "kubeconfig.yaml", duplicate.ToString());
        return new Section("", root);
    }

    private static string CurrentContext(Section root, IReadOnlyDictionary<string, Section> contexts)
    {
        var name = root.Text("current-context");
        if (string.IsNullOrEmpty(name))
            return contexts.Count == 1 ? contexts.Keys.First() : throw RefusedException.At("current-context", "kubeconfig.context.missing");
        return contexts.ContainsKey(name) ? name : throw RefusedException.At("current-context", "kubeconfig.context.unknown", Section.Short(name));
    }

    private static Section Referred(Section root, Section context, string key, string list)
    {
        var name = context.Text(key);
        if (string.IsNullOrEmpty(name)) throw RefusedException.At(context.PathOf(key), "kubeconfig.field.missing");
        return root.Named(list, key).TryGetValue(name, out var section)
            ? section
            : throw RefusedException.At(context.PathOf(key), "kubeconfig.reference.unknown", Section.Short(name));
    }
}
