using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpanda.Resources.Shapes;

namespace Kpanda.Contract.Tests;

/// <summary>What our records look like on the wire.</summary>
internal static partial class Wire
{
    /// <summary>The published definition that a record follows.</summary>
    public static string DefinitionOf(Type type) => type.GetCustomAttribute<PublishedNameAttribute>()?.Name ?? $"v1alpha1{type.Name}";

    /// <summary>The fields of a record with their types and, where they are enumerations, their values.</summary>
    public static IReadOnlyDictionary<string, WireField> Fields(Type type)
    {
        var fields = new Dictionary<string, WireField>();
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var name = property.GetCustomAttribute<System.Text.Json.Serialization.JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var values = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.OfType<string>().ToList();
            fields[name] = new(TypeOf(property.PropertyType), values, RecordOf(property.PropertyType));
        }

        return fields;
    }

    public static string Nameless(string path) => Parameter.Replace(path, "{}");

    private static string TypeOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "string";
        if (type == typeof(bool)) return "boolean";
        if (type == typeof(int)) return "int32";
        if (type == typeof(long)) return "int64";
        if (type == typeof(double)) return "double";
        if (Element(type, typeof(IReadOnlyDictionary<,>)) is [_, var value]) return $"map<{TypeOf(value)}>";
        if (Element(type, typeof(IReadOnlyList<>)) is [var item]) return $"[{TypeOf(item)}]";
        return DefinitionOf(type);
    }

    private static Type? RecordOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Element(type, typeof(IReadOnlyList<>)) is [var item]) type = item;
        return type.IsPrimitive || type == typeof(string) || type.IsGenericType || !type.Namespace!.StartsWith("Kpanda", StringComparison.Ordinal) ? null : type;
    }

    private static Type[]? Element(Type type, Type definition) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == definition)?.GetGenericArguments();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }
}
