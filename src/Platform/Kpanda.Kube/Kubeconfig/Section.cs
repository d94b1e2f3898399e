using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Kube.Kubeconfig;

/// <summary>One map of a kubeconfig and where it stands in the file.</summary>
internal sealed class Section(string path, JsonObject map)
{
    /// <summary>Where a key of this map stands.</summary>
    public string PathOf(string key) => path.Length == 0 ? Short(key) : $"{path}.{Short(key)}";

    /// <summary>Whether the key is there and not empty: an empty string, list or map asks for nothing.</summary>
    public bool Has(string key) => map[key] switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonObject inner => inner.Count > 0,
        var value => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>().Length > 0,
            JsonValueKind.False => false,
            _ => true,
        },
    };

    /// <summary>A text; null where there is none. Anything but text is refused.</summary>
    public string? Text(string key) => map[key] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw RefusedException.At(PathOf(key), "kubeconfig.field.text"),
    };

    /// <summary>A switch; off where there is none.</summary>
    public bool Flag(string key) => map[key] switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw RefusedException.At(PathOf(key), "kubeconfig.field.flag"),
    };

    /// <summary>Refuses every key but these: what is not known is not ignored.</summary>
    public void AllowOnly(IEnumerable<string> keys)
    {
        var unknown = map.Select(pair => pair.Key).FirstOrDefault(key => !keys.Contains(key));
        if (unknown is not null) throw RefusedException.At(PathOf(unknown), "kubeconfig.key.unknown");
    }

    /// <summary>A list of <c>{name, inner}</c> entries by name.</summary>
    public IReadOnlyDictionary<string, Section> Named(string list, string inner)
    {
        var sections = new Dictionary<string, Section>(StringComparer.Ordinal);
        if (map[list] is not { } node) return sections;
        if (node is not JsonArray entries) throw RefusedException.At(PathOf(list), "kubeconfig.field.list");
        for (var index = 0; index < entries.Count; index++)
        {
            var at = $"{PathOf(list)}[{index}]";
            if (entries[index] is not JsonObject entry) throw RefusedException.At(at, "kubeconfig.field.map");
            var section = new Section(at, entry);
            section.AllowOnly(["name", inner]);
            var name = section.Text("name") ?? throw RefusedException.At($"{at}.name", "kubeconfig.field.missing");
            if (entry[inner] is not JsonObject body) throw RefusedException.At($"{at}.{inner}", "kubeconfig.field.map");
            if (!sections.TryAdd(name, new Section($"{list}[{Short(name)}].{inner}", body))) throw RefusedException.At($"{at}.name", "kubeconfig.name.twice", Short(name));
        }

        return sections;
    }

    /// <summary>A name from the file, fit to be shown.</summary>
    public static string Short(string name)
    {
        var printable = string.Concat(name.Where(c => !char.IsControl(c)));
        return printable.Length > 64 ? printable[..64] + "…" : printable;
    }
}
