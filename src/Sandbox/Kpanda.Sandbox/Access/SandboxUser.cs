using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Access;

/// <summary>Who a request comes from, as the API server sees it.</summary>
public sealed record SandboxUser(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>The extra fact that says by which token or certificate a user is known.</summary>
    internal const string CredentialId = "authentication.kubernetes.io/credential-id";

    /// <summary>Who requests come from that carry no credentials.</summary>
    internal static readonly SandboxUser Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The uid, empty where there is none.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Further facts about the user, such as those that <c>Impersonate-Extra-*</c> carries.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether it is an account of a program.</summary>
    internal bool IsServiceAccount => Name.StartsWith(ServiceAccountUser.Prefix, StringComparison.Ordinal);

    /// <summary><c>authentication.k8s.io</c>'s UserInfo: username, uid, groups and extra, where there are any.</summary>
    internal JsonObject ToJson()
    {
        JsonObject info = new() { ["username"] = Name };
        if (Uid.Length > 0) info["uid"] = Uid;
        if (Groups.Count > 0) info["groups"] = Words(Groups);
        if (Extra.Count > 0) info["extra"] = new JsonObject(Extra.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Key, Words(e.Value))));
        return info;
    }

    private static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => JsonValue.Create(word))];
}
