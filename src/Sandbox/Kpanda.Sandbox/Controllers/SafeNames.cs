using System.Text;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers;

/// <summary>Generated names: an alphabet without vowels, so that no word arises, and hashes written in it.</summary>
internal static class SafeNames
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The five letters that end the name of a generated pod.</summary>
    public static string Suffix(Random random, int length = 5) =>
        string.Create(length, random, static (letters, source) =>
        {
            for (var i = 0; i < letters.Length; i++)
                letters[i] = Alphabet[source.Next(Alphabet.Length)];
        });

    /// <summary>The hash of a pod template, the same whatever the order of its fields.</summary>
    public static string TemplateHash(JsonNode? template, int collisions = 0)
    {
        var hash = Fnv32(2166136261, template);
        if (collisions > 0)
            hash = Mix(hash, (byte)collisions);
        return Encode(hash);
    }

    /// <summary>A 64-bit FNV-1a hash of a text, for names and for choices that depend on a name.</summary>
    public static ulong Hash64(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }

    private static string Encode(uint hash)
    {
        var digits = hash.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return string.Create(digits.Length, digits, static (letters, source) =>
        {
            for (var i = 0; i < letters.Length; i++)
                letters[i] = Alphabet[source[i] % Alphabet.Length];
        });
    }

    private static uint Fnv32(uint hash, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                hash = Mix(hash, (byte)'{');
                foreach (var (name, value) in item.OrderBy(field => field.Key, StringComparer.Ordinal))
                    hash = Fnv32(Mix(hash, name), value);
                return Mix(hash, (byte)'}');
            case JsonArray list:
                hash = Mix(hash, (byte)'[');
                foreach (var value in list)
                    hash = Fnv32(hash, value);
                return Mix(hash, (byte)']');
            default:
                return Mix(hash, node?.ToJsonString() ?? "null");
        }
    }

    private static uint Mix(uint hash, string text)
    {
        foreach (var letter in Encoding.UTF8.GetBytes(text))
            hash = Mix(hash, letter);
        return Mix(hash, (byte)0);
    }

    private static uint Mix(uint hash, byte letter) => (hash ^ letter) * 16777619;
}
