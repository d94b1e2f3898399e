namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1ResourceSummary</c>.</summary>
internal sealed record CountShape(int TotalNum, int ReadyNum)
{
    public static CountShape Of(ReadyCount count) => new(count.Total, count.Ready);
}
