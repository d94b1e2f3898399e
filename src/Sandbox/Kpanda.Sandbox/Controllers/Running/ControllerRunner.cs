using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;
using Microsoft.Extensions.Logging;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>
/// Runs the controllers of one cluster: changes become keys, keys are worked off one after another on the thread pool, and only while there are any.
/// </summary>
internal sealed partial class ControllerRunner : IDisposable
{
    private const int Burst = 128;
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    private readonly ObjectStore _store;
    private readonly Lock _gate = new();
    private readonly Queue<WorkItem> _ready = new();
    private readonly HashSet<WorkItem> _queued = [];
    private readonly Dictionary<WorkItem, DateTimeOffset> _waiting = [];
    private readonly Dictionary<WorkItem, int> _failures = [];
    private readonly Dictionary<GroupResource, IController[]> _observers;
    private readonly IController[] _all;
    private readonly TimeProvider _time;
    private readonly DelayQueue _delays;
    private readonly Action<Action> _dispatch;
    private readonly ILogger _logger;
    private readonly IDisposable _subscription;
    private readonly long _seeded;
    private List<WorkItem>? _first = [];
    private bool _running;
    private bool _stopped;

    /// <param name="store">The cluster's objects.</param>
    /// <param name="controllers">All of them; each sees only the kinds that it watches.</param>
    /// <param name="time">The cluster's clock.</param>
    /// <param name="delays">Shared by the clusters of a process.</param>
    /// <param name="firstLook">When to look at what is there already. What changes is looked at at once.</param>
    /// <param name="dispatch">Runs a burst of work somewhere; null takes the thread pool.</param>
    /// <param name="logger">Where bugs are told.</param>
    public ControllerRunner(
        ObjectStore store, IReadOnlyList<IController> controllers, TimeProvider time, DelayQueue delays, TimeSpan firstLook, Action<Action>? dispatch, ILogger logger)
    {
        _store = store;
        _time = time;
        _delays = delays;
        _logger = logger;
        _dispatch = dispatch ?? (static work => ThreadPool.UnsafeQueueUserWorkItem(static state => state(), work, preferLocal: false));
        _observers = controllers
            .SelectMany(controller => (controller.Watched ?? []).Select(resource => (resource, controller)))
            .GroupBy(pair => pair.resource, pair => pair.controller)
            .ToDictionary(group => group.Key, group => group.ToArray());
        _seeded = store.Version;
        _all = [.. controllers.Where(controller => controller.Watched is null)];
        _subscription = store.Subscribe(null, Observe);
        foreach (var item in store.Resources().SelectMany(resource => store.List(resource)))
            Observe(new StoreEvent(StoreEventType.Added, item, null));
        if (firstLook == TimeSpan.Zero)
            LookAtAll();
        else
            delays.After(firstLook, LookAtAll);
    }

    /// <summary>Whether nothing is queued or running. Waits do not count.</summary>
    public bool IsIdle
    {
        get { lock (_gate) return _ready.Count == 0 && !_running; }
    }

    /// <summary>Queues a key for a controller, as a change of it would.</summary>
    public void Enqueue(IController controller, ObjectKey key) => Enqueue(new WorkItem(controller, key));

    /// <summary>Lets the controllers look at an object as if it had changed.</summary>
    public void LookAgain(ObjectKey key, KindInfo kind)
    {
        if (_store.Get(kind.Storage, key.Namespace, key.Name) is { } item)
            Observe(new StoreEvent(StoreEventType.Modified, item, item));
    }

    public void Dispose()
    {
        lock (_gate)
            _stopped = true;
        _subscription.Dispose();
    }

    private void LookAtAll()
    {
        List<WorkItem> items;
        lock (_gate)
        {
            items = _first ?? [];
            _first = null;
        }
        foreach (var item in items)
            Enqueue(item);
    }

    private void Observe(StoreEvent change)
    {
        if (_observers.TryGetValue(change.Object.Resource, out var observers))
            Tell(observers, change);
        Tell(_all, change);
    }

    private void Tell(IController[] observers, StoreEvent change)
    {
        foreach (var controller in observers)
            controller.Observe(change, key => Put(new WorkItem(controller, key), change));
    }

    private void Put(WorkItem item, StoreEvent change)
    {
        lock (_gate)
        {
            if (_first is not null && change.Object.ResourceVersion <= _seeded)
            {
                _first.Add(item);
                return;
            }
        }
        Enqueue(item);
    }

    private void Enqueue(WorkItem item)
    {
        lock (_gate)
        {
            if (_stopped || !_queued.Add(item))
                return;
            _ready.Enqueue(item);
            if (_running)
                return;
            _running = true;
        }
        _dispatch(Work);
    }

    private void Work()
    {
        for (var i = 0; i < Burst; i++)
        {
            WorkItem item;
            lock (_gate)
            {
                if (_stopped || !_ready.TryDequeue(out item))
                {
                    _running = false;
                    return;
                }
                _queued.Remove(item);
                _waiting.Remove(item);
            }
            if (Reconcile(item) is { } wait)
                EnqueueAfter(item, wait);
        }
        // Others want the thread as well.
        _dispatch(Work);
    }

    private TimeSpan? Reconcile(WorkItem item)
    {
        try
        {
            var again = item.Controller.Reconcile(item.Key);
            _failures.Remove(item);
            return again;
        }
        // The edge of the host loop: one object that trips a controller must not stop the cluster.
        catch (Exception error)
        {
            Log.Failed(_logger, error, item.Controller.GetType().Name, item.Key);
            var failures = _failures[item] = _failures.GetValueOrDefault(item) + 1;
            var wait = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures, 12)));
            return wait < LongestRetry ? wait : LongestRetry;
        }
    }

    private void EnqueueAfter(WorkItem item, TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
        {
            Enqueue(item);
            return;
        }
        lock (_gate)
        {
            var due = _time.GetUtcNow() + wait;
            // The earlier of two waits stands; a look that comes too early does no harm.
            if (_stopped || (_waiting.TryGetValue(item, out var planned) && planned <= due))
                return;
            _waiting[item] = due;
        }
        _delays.After(wait, () => Enqueue(item));
    }

    private readonly record struct WorkItem(IController Controller, ObjectKey Key);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Controller} failed on {Key}")]
        public static partial void Failed(ILogger logger, Exception error, string controller, ObjectKey key);
    }
}
