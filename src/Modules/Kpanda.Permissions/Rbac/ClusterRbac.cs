using Kpanda.KubeModel;

namespace Kpanda.Permissions.Rbac;

/// <summary>
/// The roles and bindings of one member, as last observed, ready to be asked by subject. A role without a namespace is a ClusterRole, a binding without one a
/// ClusterRoleBinding. One writer, any number of readers.
/// </summary>
internal sealed class ClusterRbac
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, RuleSet> _roles = [];
    private readonly Dictionary<ObjectKey, RbacBinding> _bindings = [];
    private readonly Dictionary<RbacSubject, HashSet<ObjectKey>> _bySubject = [];
    private readonly Dictionary<ObjectKey, HashSet<ObjectKey>> _byRole = [];
    private long _version;

    /// <summary>Grows with every change that may change what somebody may.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How many bindings name a user or a group.</summary>
    public int BindingCount
    {
        get { lock (_lock) return _bindings.Count; }
    }

    /// <summary>A role is as <paramref name="rules"/> says from now on; null where it is gone.</summary>
    /// <returns>Whom that concerns.</returns>
    public IReadOnlyCollection<RbacSubject> PutRole(ObjectKey key, RuleSet? rules)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_roles.GetValueOrDefault(key), rules)) return [];
            if (rules is null) _roles.Remove(key);
            else _roles[key] = rules;
            if (!_byRole.TryGetValue(key, out var bindings)) return [];
            _version++;
            return [.. bindings.SelectMany(binding => _bindings[binding].Subjects)];
        }
    }

    /// <summary>A binding is so from now on; null where it is gone, or no person's.</summary>
    /// <returns>Whom that concerns.</returns>
    public IReadOnlyCollection<RbacSubject> PutBinding(ObjectKey key, RbacBinding? binding)
    {
        lock (_lock)
        {
            var before = _bindings.GetValueOrDefault(key);
            if (before is null && binding is null) return [];
            if (before is not null && binding is not null && before.Role == binding.Role && before.Maker == binding.Maker && before.Subjects.SequenceEqual(binding.Subjects)) return [];
            if (before is not null) Unlink(key, before);
            if (binding is not null) Link(key, binding);
            _version++;
            return [.. (before?.Subjects ?? []).Concat(binding?.Subjects ?? [])];
        }
    }

    /// <summary>What these subjects hold together, each role of each binding once: with no namespace what holds in the whole cluster.</summary>
    public IReadOnlyCollection<(string Namespace, RuleSet Rules)> RulesOf(IEnumerable<RbacSubject> subjects)
    {
        lock (_lock)
        {
            HashSet<(string Namespace, RuleSet Rules)> held = [];
            foreach (var subject in subjects)
            {
                if (!_bySubject.TryGetValue(subject, out var bindings)) continue;
                foreach (var binding in bindings)
                    if (_roles.TryGetValue(_bindings[binding].Role, out var rules)) held.Add((binding.Namespace, rules));
            }

            return held;
        }
    }

    /// <summary>The bindings that name a subject, each with the rules of its role: who has access, and why.</summary>
    public IReadOnlyList<(ObjectKey Key, RbacBinding Binding, RuleSet Rules)> BindingsOf(RbacSubject subject)
    {
        lock (_lock) return _bySubject.TryGetValue(subject, out var bindings) ? [.. bindings.Select(binding => (binding, _bindings[binding], _roles.GetValueOrDefault(_bindings[binding].Role, RuleSet.None)))] : [];
    }

    private void Link(ObjectKey key, RbacBinding binding)
    {
        _bindings[key] = binding;
        Add(_byRole, binding.Role, key);
        foreach (var subject in binding.Subjects) Add(_bySubject, subject, key);
    }

    private void Unlink(ObjectKey key, RbacBinding binding)
    {
        _bindings.Remove(key);
        Remove(_byRole, binding.Role, key);
        foreach (var subject in binding.Subjects) Remove(_bySubject, subject, key);
    }

    private static void Add<T>(Dictionary<T, HashSet<ObjectKey>> index, T of, ObjectKey key)
        where T : notnull
    {
        if (!index.TryGetValue(of, out var keys)) index[of] = keys = [];
        keys.Add(key);
    }

    private static void Remove<T>(Dictionary<T, HashSet<ObjectKey>> index, T of, ObjectKey key)
        where T : notnull
    {
        if (index.TryGetValue(of, out var keys) && keys.Remove(key) && keys.Count == 0) index.Remove(of);
    }
}
