using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Yaml;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Nodes;
using Kpanda.Sandbox.Store;
using Microsoft.Extensions.Logging;

namespace Kpanda.Sandbox.Tests;

/// <summary>A cluster with all its controllers on a stepped clock: everything happens on the test's thread, in the same order every time.</summary>
internal sealed class SteppedCluster : IDisposable
{
    private readonly Queue<Action> _work = new();
    private readonly DelayQueue _delays;
    private readonly ControllerRunner _runner;
    private readonly ErrorLog _errors = new();

    public SteppedCluster(int workers = 2, string cpus = "8", string? version = null, AdmissionPlugins admission = AdmissionPlugins.None)
    {
        var options = new SandboxClusterOptions { Time = Time, Admission = admission };
        Cluster = new SandboxCluster("test", version is null ? options : options with { Version = version });
        Plane = new ControlPlane(Cluster, new Random(1));
        AddNode("cp", 0, controlPlane: true);
        for (var i = 1; i <= workers; i++)
            AddNode($"node-{i}", i, cpus: cpus);
        _delays = new DelayQueue(Time);
        _runner = new ControllerRunner(Cluster.Store, ControllerSet.For(Plane, TimeSpan.FromSeconds(10)), Time, _delays, TimeSpan.Zero, _work.Enqueue, _errors);
        Settle();
    }

    public SteppedTime Time { get; } = new();

    public SandboxCluster Cluster { get; }

    public ControlPlane Plane { get; }

    public ObjectStore Store => Cluster.Store;

    public void AddNode(string name, int number, bool controlPlane = false, string cpus = "8")
    {
        var shape = new NodeShape(name, number) { ControlPlane = controlPlane, Tainted = controlPlane, Cpus = int.Parse(cpus, System.Globalization.CultureInfo.InvariantCulture) };
        Store.Create(BuiltIn.Nodes, NodeFactory.Make(shape, "test", Cluster.Version, Time.GetUtcNow(), Time.GetUtcNow()));
    }

    /// <summary>Creates an object in namespace <c>default</c> from YAML, and lets the controllers act.</summary>
    public JsonObject Apply(GroupResource resource, string yaml)
    {
        var item = Parse(yaml);
        item.Ensure("metadata")["namespace"] ??= "default";
        var result = Store.Create(resource, item);
        result.Outcome.ShouldBe(StoreOutcome.Written);
        Settle();
        return result.Object!.ToNode();
    }

    public void Change(GroupResource resource, string name, Action<JsonObject> change)
    {
        Store.Update(resource, "default", name, item => { change(item); return item; }).Ok.ShouldBeTrue();
        Settle();
    }

    public JsonObject Get(GroupResource resource, string name) =>
        Store.Get(resource, "default", name)?.ToNode() ?? throw new ShouldAssertException($"there is no {resource} {name}");

    public List<JsonObject> Pods(string? app = null) =>
        [.. Store.List(BuiltIn.Pods, "default").Select(pod => pod.ToNode()).Where(pod => app is null || pod.Label("app") == app)];

    public IEnumerable<string> EventsOf(string name) =>
        Store.List(BuiltIn.Events, "default").Select(item => item.ToNode())
            .Where(item => item.TextAt("involvedObject", "name") == name)
            .Select(item => $"{item.TextAt("reason")}: {item.TextAt("message")}");

    /// <summary>Moves the clock; whatever falls due in between happens at its own time.</summary>
    public void Pass(double seconds)
    {
        var end = Time.GetUtcNow().AddSeconds(seconds);
        Settle();
        while (Time.StepTo(end))
            Settle();
        Settle();
    }

    /// <summary>Lets the controllers act until nothing is left to do.</summary>
    public void Settle()
    {
        for (var i = 0; _work.TryDequeue(out var work); i++)
        {
            work();
            i.ShouldBeLessThan(10_000, "the controllers never come to rest");
        }
        _errors.Messages.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _runner.Dispose();
        _delays.Dispose();
    }

    public static JsonObject Parse(string yaml)
    {
        YamlReader.TryReadSingle(yaml, out var root, out var problem).ShouldBeTrue(problem?.Message);
        return root.ShouldBeOfType<JsonObject>();
    }

    private sealed class ErrorLog : ILogger
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add($"{formatter(state, exception)} {exception}");
    }
}
