using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Kpanda.Hosting;

/// <summary>
/// What a handler returns: a value, or an <see cref="Errors.Error"/>. Exceptions are for bugs. An endpoint returns it as it is: a value becomes 200 with JSON (or answers
/// for itself where it is an <see cref="IResult"/>), an error becomes <c>{code, message, details}</c> with the fitting status.
/// </summary>
public readonly struct Result<T> : IResult, IEndpointMetadataProvider
{
    private readonly T? _value;

    private Result(T? value, Error? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>The failure; null where there is a value.</summary>
    public Error? Error { get; }

    /// <summary>The value. Asking a failure for it is a bug.</summary>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"A failed result has no value: {Error.Reason}");

    /// <summary>True, and the value, where there is one; false, and the error, otherwise.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Error? error)
    {
        value = _value;
        error = Error;
        return error is null;
    }

    /// <summary>The value made into another; an error stays as it is.</summary>
    public Result<TOther> Select<TOther>(Func<T, TOther> make) => Error is null ? make(_value!) : Error;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Error is not null) return ErrorResponse.WriteAsync(httpContext, Error);
        return _value is IResult own ? own.ExecuteAsync(httpContext) : httpContext.Response.WriteAsJsonAsync(_value, KpandaJson.Options, httpContext.RequestAborted);
    }

    /// <inheritdoc/>
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        if (!typeof(IResult).IsAssignableFrom(typeof(T)))
            builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
    }

    /// <summary>A value is a success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>An error is a failure.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}
