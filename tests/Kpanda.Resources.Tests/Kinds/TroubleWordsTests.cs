using System.Text.Json;
using System.Text.RegularExpressions;
using Kpanda.Hosting.Requests;
using Kpanda.KubeModel.Yaml;
using Kpanda.Resources.Kinds;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests.Kinds;

/// <summary>What is wrong with an object, in words: the sentences of the overviews, of lists and of details.</summary>
public sealed partial class TroubleWordsTests
{
    private static readonly ResourceWords Words = new();

    /// <summary>Kind, what of the object tells of the trouble, its reason, and the sentence in English and in Chinese.</summary>
    public static TheoryData<string, string, string, string, string> Troubles => new()
    {
        {
            "Node",
            "status: {conditions: [{type: Ready, status: 'False', message: container runtime is down, lastTransitionTime: '2026-11-21T11:30:00Z'}]}",
            "node.notReady",
            "The node is not ready since 2026-11-21T11:30:00Z: container runtime is down",
            "节点自 2026-11-21T11:30:00Z 起未就绪：container runtime is down"
        },
        {
            "Node",
            "status: {conditions: [{type: Ready, status: Unknown, lastTransitionTime: '2026-11-21T11:30:00Z'}]}",
            "node.unknown",
            "The node has not reported since 2026-11-21T11:30:00Z.",
            "节点自 2026-11-21T11:30:00Z 起没有上报状态。"
        },
        {
            "Node",
            """
            status:
              conditions:
              - {type: Ready, status: 'True'}
              - {type: MemoryPressure, status: 'True', lastTransitionTime: '2026-11-21T11:40:00Z'}
              - {type: DiskPressure, status: 'True', lastTransitionTime: '2026-11-21T11:30:00Z'}
            """,
            "node.pressure",
            "The node is under pressure since 2026-11-21T11:30:00Z: MemoryPressure, DiskPressure.",
            "节点自 2026-11-21T11:30:00Z 起资源紧张：MemoryPressure, DiskPressure。"
        },
        {
            "Namespace",
            """
            metadata: {deletionTimestamp: '2026-11-21T11:30:00Z'}
            status: {phase: Terminating, conditions: [{type: NamespaceFinalizersRemaining, status: 'True', message: 2 pods are left}]}
            """,
            "namespace.held",
            "The namespace is being deleted since 2026-11-21T11:30:00Z and something holds it: 2 pods are left",
            "命名空间自 2026-11-21T11:30:00Z 起正在删除，但被阻止：2 pods are left"
        },
        {
            "ResourceQuota",
            "status: {hard: {pods: '10', requests.cpu: '4'}, used: {pods: '10', requests.cpu: '3'}}",
            "quota.full",
            "Used up: pods.",
            "已用尽：pods。"
        },
        {
            "PersistentVolumeClaim",
            """
            spec: {volumeName: pv-7}
            status: {phase: Lost}
            """,
            "pvc.lost",
            "Volume pv-7, to which the claim was bound, is gone.",
            "数据卷声明所绑定的数据卷 pv-7 已不存在。"
        },
        {
            "PersistentVolume",
            """
            spec: {claimRef: {namespace: shop, name: cart}}
            status: {phase: Released}
            """,
            "pv.released",
            "Claim shop/cart is gone; the volume keeps its data and is not used again by itself.",
            "数据卷声明 shop/cart 已不存在；数据卷保留数据，不会自动再次使用。"
        },
        {
            "PersistentVolume",
            "status: {phase: Failed, message: no deleter}",
            "pv.failed",
            "The volume could not be reclaimed: no deleter",
            "数据卷回收失败：no deleter"
        },
        {
            "HorizontalPodAutoscaler",
            "status: {conditions: [{type: AbleToScale, status: 'False', message: no such Deployment, lastTransitionTime: '2026-11-21T11:30:00Z'}]}",
            "hpa.unable",
            "It cannot scale its target since 2026-11-21T11:30:00Z: no such Deployment",
            "自 2026-11-21T11:30:00Z 起无法伸缩目标：no such Deployment"
        },
        {
            "HorizontalPodAutoscaler",
            "status: {conditions: [{type: ScalingActive, status: 'False', reason: FailedGetResourceMetric, message: no metrics, lastTransitionTime: '2026-11-21T11:30:00Z'}]}",
            "hpa.noMetrics",
            "It does not know how to scale since 2026-11-21T11:30:00Z: no metrics",
            "自 2026-11-21T11:30:00Z 起无法确定如何伸缩：no metrics"
        },
        {
            "CustomResourceDefinition",
            "status: {conditions: [{type: NamesAccepted, status: 'False', message: kind Cart is taken, lastTransitionTime: '2026-11-21T11:30:00Z'}]}",
            "crd.rejected",
            "The names of the definition are taken: kind Cart is taken",
            "该定义的名称已被占用：kind Cart is taken"
        },
        {
            "VolumeSnapshot",
            "status: {error: {message: no space, time: '2026-11-21T11:30:00Z'}}",
            "snapshot.failed",
            "The snapshot failed at 2026-11-21T11:30:00Z: no space",
            "快照于 2026-11-21T11:30:00Z 失败：no space"
        },
        {
            "VerticalPodAutoscaler",
            "status: {conditions: [{type: NoPodsMatched, status: 'True', message: nothing selected, lastTransitionTime: '2026-11-21T11:30:00Z'}]}",
            "object.notReady",
            "It is not as it should be since 2026-11-21T11:30:00Z (NoPodsMatched): nothing selected",
            "自 2026-11-21T11:30:00Z 起状态异常（NoPodsMatched）：nothing selected"
        },
        {
            "CronHorizontalPodAutoscaler",
            "status: {conditions: [{name: night, state: Failed, message: target is gone, lastProbeTime: '2026-11-21T11:30:00Z'}]}",
            "cronHpa.failed",
            "Job night failed at 2026-11-21T11:30:00Z: target is gone",
            "定时任务 night 于 2026-11-21T11:30:00Z 失败：target is gone"
        },
        {
            "",
            "status: {conditions: [{type: Stalled, status: 'True', message: no source, lastTransitionTime: '2026-11-21T11:30:00Z'}]}",
            "object.failed",
            "Stalled since 2026-11-21T11:30:00Z: no source",
            "自 2026-11-21T11:30:00Z 起 Stalled：no source"
        },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public void Trouble_IsSaidInBothLanguages(string kind, string yaml, string reason, string english, string chinese)
    {
        YamlReader.TryReadSingle(yaml, out var root, out var problem).ShouldBeTrue(problem?.ToString());
        var obj = JsonSerializer.SerializeToElement(root);

        var status = kind.Length == 0 ? ConditionRule.Of(obj) : KindProjectionTests.Kinds.Single(each => each.Kind == kind).Status(obj, Fixture.Now);

        status.Severity.ShouldBeOneOf(StatusSeverity.Warning, StatusSeverity.Failing);
        status.Reason.ShouldBe(reason);
        status.Words(Words, Language.English).ShouldBe(english);
        status.Words(Words, Language.Chinese).ShouldBe(chinese);
    }

    /// <summary>A rule that says that something is wrong stands above, so that somebody has read what it says.</summary>
    [Fact]
    public void EveryTroubleOfTheRules_IsInTheTable()
    {
        var table = Troubles.Select(row => row.Data.Item3).ToHashSet();
        var rules = Directory.EnumerateFiles(Path.Combine(Source(), "Kpanda.Resources/Kinds"), "*.cs")
            .Append(Path.Combine(Source(), "Kpanda.Search/Kinds/ConditionRule.cs"))
            .SelectMany(file => Trouble.Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["reason"].Value)
            .ToHashSet();

        rules.Count.ShouldBeGreaterThan(10);
        rules.Except(table).ShouldBeEmpty();
    }

    private static string Source()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Kpanda.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "src/Modules");
    }

    [GeneratedRegex("""(StatusSeverity\.(Warning|Failing),|NotReady\()\s*"(?<reason>[\w.]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Trouble { get; }
}
