using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>A toleration as Kubernetes compares it: what is absent is empty.</summary>
/// <param name="Key">The taint's key; empty for every key where the operator is <c>Exists</c>.</param>
/// <param name="Operator">How the value is compared; empty for <c>Equal</c>.</param>
/// <param name="Value">The taint's value.</param>
/// <param name="Effect">The taint's effect; empty for every effect.</param>
/// <param name="Seconds">How long the taint is tolerated; null for ever.</param>
internal sealed record Toleration(string Key, string Operator, string Value, string Effect, long? Seconds)
{
    /// <summary>Reads it from the field of a pod.</summary>
    public static Toleration Of(JsonObject obj) =>
        new(obj.Text("key") ?? "", obj.Text("operator") ?? "", obj.Text("value") ?? "", obj.Text("effect") ?? "", obj.Number("tolerationSeconds"));

    /// <summary>Both lists as one, the first before the second, without those that another one covers.</summary>
    public static List<Toleration> Merge(IEnumerable<Toleration> first, IEnumerable<Toleration> second)
    {
        List<Toleration> all = [.. first, .. second];
        List<Toleration> kept = [];
        for (var i = 0; i < all.Count; i++)
        {
            var one = all[i];
            if (!kept.Any(k => k.Covers(one)) && !all.Skip(i + 1).Any(later => later != one && later.Covers(one))) kept.Add(one);
        }

        return kept;
    }

    /// <summary>Whether all that the other one tolerates is tolerated by this one, too.</summary>
    public bool Covers(Toleration other)
    {
        if (this == other) return true;
        var everyKey = Key.Length == 0 && Operator == "Exists";
        if (Key != other.Key && !everyKey) return false;
        if (Effect.Length > 0 && Effect != other.Effect) return false;
        if (Effect == "NoExecute" && Seconds is { } most && !(other.Seconds <= most)) return false;
        return Operator switch
        {
            "Exists" => true,
            "" or "Equal" => other.Operator == "Equal" && other.Value == Value,
            _ => false,
        };
    }

    /// <summary>The field of a pod.</summary>
    public JsonObject ToNode()
    {
        JsonObject made = [];
        foreach (var (field, text) in ((string, string)[])[("key", Key), ("operator", Operator), ("value", Value), ("effect", Effect)])
        {
            if (text.Length > 0) made[field] = text;
        }

        if (Seconds is { } seconds) made["tolerationSeconds"] = seconds;
        return made;
    }
}
