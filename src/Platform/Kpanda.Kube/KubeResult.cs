using System.Diagnostics.CodeAnalysis;

namespace Kpanda.Kube;

/// <summary>The answer of a member: a value, or a <see cref="KubeFailure"/>.</summary>
public readonly struct KubeResult<T>
{
    private readonly T? _value;

    private KubeResult(T? value, KubeFailure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>The failure; null where there is a value.</summary>
    public KubeFailure? Failure { get; }

    /// <summary>True, and the value, where there is one; false, and the failure, otherwise.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out KubeFailure? failure)
    {
        value = _value;
        failure = Failure;
        return failure is null;
    }

    /// <summary>A value is a success.</summary>
    public static implicit operator KubeResult<T>(T value) => new(value, null);

    /// <summary>A failure is a failure.</summary>
    public static implicit operator KubeResult<T>(KubeFailure failure) => new(default, failure);
}
