using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds.Conversions;

/// <summary>PriorityLevelConfiguration v1beta1 and v1beta2 name the shares of a level otherwise than v1, which is kept.</summary>
internal static class FlowControlBeta
{
    public static void FromV1(JsonObject node) => Rename(node, "nominalConcurrencyShares", "assuredConcurrencyShares");

    public static void ToV1(JsonObject node) => Rename(node, "assuredConcurrencyShares", "nominalConcurrencyShares");

    private static void Rename(JsonObject node, string from, string to) => node.Child("spec", "limited")?.Rename(from, to);
}
