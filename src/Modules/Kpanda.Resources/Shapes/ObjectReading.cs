using System.Globalization;
using System.Text.Json;

namespace Kpanda.Resources.Shapes;

/// <summary>
/// Reads single values out of an object by path. What is absent, null or of another type reads as empty, so that a rule never fails on an odd object.
/// </summary>
public static class ObjectReading
{
    /// <summary>The value at a path; <c>Undefined</c> where there is none.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element)) return default;
        }

        return element;
    }

    /// <summary>The string at a path; empty where there is none.</summary>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = element.At(path);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    /// <summary>The whole number at a path, or the default.</summary>
    public static int Number(this JsonElement element, int absent, params ReadOnlySpan<string> path)
    {
        var value = element.At(path);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : absent;
    }

    /// <summary>Whether there is <c>true</c> at a path.</summary>
    public static bool Flag(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path).ValueKind == JsonValueKind.True;

    /// <summary>The entries of the list at a path; none where there is no list.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = element.At(path);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
    }

    /// <summary>How many entries the list at a path has.</summary>
    public static int Count(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;

    /// <summary>The names in the map at a path, in its order.</summary>
    public static IEnumerable<string> Names(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().Select(entry => entry.Name) : [];

    /// <summary>The map at a path as lists show it: <c>app=cart, tier=web</c>.</summary>
    public static string Pairs(this JsonElement element, string path) => string.Join(", ", element.Names(path).Select(name => $"{name}={element.Text(path, name)}"));

    /// <summary>A label selector as lists show it; <c>*</c> for one that selects everything.</summary>
    public static string Selector(this JsonElement selector)
    {
        var expressions = selector.Items("matchExpressions").Select(one =>
        {
            var values = string.Join(", ", one.Items("values").Select(value => value.GetString()));
            return $"{one.Text("key")} {one.Text("operator")}{(values.Length == 0 ? "" : $" ({values})")}";
        });
        var text = string.Join(", ", expressions.Prepend(selector.Pairs("matchLabels")).Where(part => part.Length > 0));
        return text.Length == 0 ? "*" : text;
    }

    /// <summary>The reference at a path as lists show it: <c>Deployment/cart</c>; empty where there is none.</summary>
    public static string KindAndName(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } reference ? $"{reference.Text("kind")}/{reference.Text("name")}" : "";

    /// <summary>The addresses that a load balancer gave to a Service or an Ingress, as lists show them.</summary>
    public static string BalancedAddresses(this JsonElement obj) => string.Join(", ", obj.Items("status", "loadBalancer", "ingress")
        .Select(one => one.Text("ip") is { Length: > 0 } ip ? ip : one.Text("hostname")).Where(address => address.Length > 0));

    /// <summary>The time at a path; null where there is none.</summary>
    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(element.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The condition of a type in <c>status.conditions</c>; <c>Undefined</c> where there is none.</summary>
    public static JsonElement Condition(this JsonElement obj, string type)
    {
        foreach (var condition in obj.Items("status", "conditions"))
        {
            if (condition.Text("type") == type) return condition;
        }

        return default;
    }

    /// <summary>Whether somebody asked for the object to go.</summary>
    public static bool IsDeleting(this JsonElement obj) => obj.Text("metadata", "deletionTimestamp").Length > 0;
}
