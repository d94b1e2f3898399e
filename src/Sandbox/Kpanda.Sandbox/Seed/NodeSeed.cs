using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Nodes;

namespace Kpanda.Sandbox.Seed;

/// <summary>The machines of a cluster.</summary>
internal static class NodeSeed
{
    public static void Plant(SeedBed bed)
    {
        var count = bed.Options.Nodes ?? bed.Random.Next(3, 6);
        var podsPerNode = Math.Max(110, (int)Math.Ceiling((bed.Options.Pods ?? 0) * 1.5 / Math.Max(1, count - 1)) + 50);
        for (var number = 0; number < count; number++)
        {
            var controlPlane = number == 0;
            var shape = new NodeShape(controlPlane ? $"{bed.Cluster.Name}-cp-1" : $"{bed.Cluster.Name}-node-{number}", number)
            {
                ControlPlane = controlPlane,
                Tainted = controlPlane && count > 1,
                Cpus = controlPlane ? 4 : Math.Max(8, podsPerNode / 10),
                MemoryGib = controlPlane ? 16 : Math.Max(32, podsPerNode / 4),
                Pods = podsPerNode,
                Region = bed.Options.Region,
                Zone = $"{bed.Options.Region}-{(char)('a' + (number % 3))}",
            };
            var registered = bed.Founded.AddMinutes(number * 3);
            var node = bed.Put(BuiltIn.Nodes, NodeFactory.Make(shape, bed.Cluster.Name, bed.Cluster.Version, registered, bed.Now), registered);
            bed.Put(BuiltIn.Leases, NodeFactory.MakeLease(shape.Name, registered, bed.Now), registered);
            bed.Nodes.Add(node);
        }
    }
}
