using System.Text.Json;
using Kpanda.Search.Kinds;
using Kpanda.Workloads.Kinds;

namespace Kpanda.Workloads.Tests.Kinds;

/// <summary>What a pod takes of its node.</summary>
public sealed class PodRequestsTests
{
    private const string Two = """ "containers":[{"resources":{"requests":{"cpu":"100m","memory":"64Mi"}}},{"resources":{"requests":{"cpu":"1"}}}] """;

    private static Amounts Of(string spec, string phase = "Running", string node = "n-1") =>
        PodRequests.Of(JsonDocument.Parse($$$"""{"spec": {"nodeName":"{{{node}}}",{{{spec}}} },"status":{"phase":"{{{phase}}}"} }""").RootElement);

    [Fact]
    public void Containers_AreAddedUp() => Of(Two).ShouldBe(new Amounts(1100, 64 << 20, 1));

    [Theory]
    [InlineData("Succeeded", "n-1")]
    [InlineData("Failed", "n-1")]
    [InlineData("Pending", "")]
    public void PodThatHasEndedOrHasNoNode_TakesNothing(string phase, string node) => Of(Two, phase, node).ShouldBe(default);

    [Fact]
    public void Initialising_CountsWhereItIsHungrier() =>
        Of(Two + ""","initContainers":[{"resources":{"requests":{"cpu":"3"}}},{"resources":{"requests":{"cpu":"200m"}}}]""").Cpu.ShouldBe(3000);

    [Fact]
    public void Sidecars_RunBesideContainersAndLaterInitContainers() =>
        Of(Two + ""","initContainers":[{"restartPolicy":"Always","resources":{"requests":{"cpu":"500m"}}},{"resources":{"requests":{"cpu":"2"}}}]""").Cpu.ShouldBe(2500);

    [Fact]
    public void RequestsOfThePod_StandForItsContainers() => Of(Two + ""","resources":{"requests":{"cpu":"2"}}""").ShouldBe(new Amounts(2000, 64 << 20, 1));

    [Fact]
    public void Overhead_ComesOnTop() => Of(Two + ""","overhead":{"cpu":"250m"}""").Cpu.ShouldBe(1350);
}
