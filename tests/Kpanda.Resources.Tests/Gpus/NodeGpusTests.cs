using System.Text.Json;
using Kpanda.Resources.Gpus;

namespace Kpanda.Resources.Tests.Gpus;

public sealed class NodeGpusTests
{
    [Theory]
    [InlineData("gpu-full", "GPU_MODEL_GPU", "nvidia-gpu")]
    [InlineData("gpu-shared", "GPU_MODEL_VGPU", "nvidia-vgpu")]
    [InlineData("gpu-mig", "GPU_MODEL_MIG", "nvidia-mig")]
    public void Node_SaysHowItsGpusAreGivenOut(string fixture, string mode, string type)
    {
        var node = Fixture.Body($"node/{fixture}");

        NodeGpus.Mode(node).ShouldBe(mode);
        NodeGpus.Types(node).ShouldBe([type]);
    }

    [Fact]
    public void FullCards_AreThoseOfTheLabels()
    {
        var cards = NodeGpus.Cards(Fixture.Body("node/gpu-full"));

        cards.Count.ShouldBe(2);
        cards[1].Name.ShouldBe("1");
        (cards[1].GpuInfo.ModelName, cards[1].GpuInfo.GpuMemory).ShouldBe(("Tesla-T4", 15360));
    }

    [Fact]
    public void SharedCards_AreThoseThatAreRegistered()
    {
        var cards = NodeGpus.Cards(Fixture.Body("node/gpu-shared"));

        cards.Select(card => card.Uid).ShouldBe(["GPU-0055", "GPU-0fc3"]);
        (cards[0].GpuInfo.ModelName, cards[0].GpuInfo.Device, cards[0].GpuInfo.GpuMemory).ShouldBe(("NVIDIA-V100", "nvidia", 32768));
    }

    [Fact]
    public void Slices_AreSharedOutEvenly() =>
        NodeGpus.Cards(Fixture.Body("node/gpu-mig"))[0].MigSpecList.Select(slice => slice.GpuIProfile).ShouldBe(["1g.5gb", "1g.5gb", "2g.10gb"]);

    [Fact]
    public void WhatPodsHave_IsCountedInTheUnitsOfTheMode()
    {
        var full = NodeGpus.Stats(Fixture.Body("node/gpu-full"), [Pod("""{"nvidia.com/gpu":"1"}"""), Pod("""{"nvidia.com/gpu":"1"}""", "Succeeded")]).FullGpuStats!;
        (full.TotalGpuNumber, full.AllocatedGpuNumber).ShouldBe((2, 1));

        var shared = NodeGpus.Stats(Fixture.Body("node/gpu-shared"), [Pod("""{"nvidia.com/vgpu":"2","nvidia.com/gpumem":"1024","nvidia.com/gpucores":"30"}""")]).VgpuStats!;
        (shared.PhysicalGpuNumber, shared.TotalVirtualGpuNumber, shared.AllocatedVirtualGpuNumber).ShouldBe((2, 20, 2));
        (shared.TotalComputePower, shared.AllocatedComputePower).ShouldBe((200, 60));
        (shared.TotalGpuMemory, shared.AllocatedGpuMemory).ShouldBe((65536, 2048));

        var mig = NodeGpus.Stats(Fixture.Body("node/gpu-mig"), [Pod("""{"nvidia.com/mig-1g.5gb":"1"}""")]).MigStats!;
        (mig.TotalGpuNumber, mig.TotalMigNumber, mig.AllocatedGpuNumber).ShouldBe((2, 6, 1));
    }

    [Fact]
    public void NodeWithoutGpu_HasNone()
    {
        var node = JsonDocument.Parse("""{"metadata":{"name":"plain"},"status":{"allocatable":{"cpu":"4"}}}""").RootElement;

        NodeGpus.Mode(node).ShouldBe("GPU_MODEL_UNSPECIFIED");
        NodeGpus.Cards(node).ShouldBeEmpty();
        NodeGpus.Stats(node, []).Mode.ShouldBe("GPU_MODEL_UNSPECIFIED");
    }

    internal static JsonElement Pod(string limits, string phase = "Running") => JsonDocument.Parse(
        $$$"""{"metadata":{"name":"train","namespace":"ai"},"spec":{"nodeName":"gpu-full","containers":[{"resources":{"limits":{{{limits}}}}}]},"status":{"phase":"{{{phase}}}"}}""").RootElement;
}
