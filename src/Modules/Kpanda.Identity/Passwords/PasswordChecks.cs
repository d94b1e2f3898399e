namespace Kpanda.Identity.Passwords;

/// <summary>
/// Hashes and checks passwords, a few at a time: each costs a processor for a good part of a second, and many sign-ins at once must not starve everything else.
/// </summary>
internal sealed class PasswordChecks(IdentityOptions options) : IDisposable
{
    private readonly SemaphoreSlim _room = new(Math.Max(1, Environment.ProcessorCount / 2));
    private long _verified;
    private readonly Lazy<string> _nobody = new(() => PasswordHash.Make("nobody's password", options.PasswordIterations));

    /// <summary>How many passwords were checked: as many for names that there are as for others, or somebody could tell them apart.</summary>
    public long Verified => Interlocked.Read(ref _verified);

    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => PasswordHash.Make(password, options.PasswordIterations), cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Checks a password. Where there is nobody of that name (<paramref name="stored"/> is null) or no password (it is empty) it takes as long to say no.</summary>
    public async Task<bool> VerifyAsync(string password, string? stored, CancellationToken cancellationToken)
    {
        var known = stored is { Length: > 0 };
        await _room.WaitAsync(cancellationToken);
        try
        {
            Interlocked.Increment(ref _verified);
            return await Task.Run(() => PasswordHash.Verify(password, known ? stored! : _nobody.Value), cancellationToken) && known;
        }
        finally
        {
            _room.Release();
        }
    }

    public bool IsOutdated(string stored) => PasswordHash.IsOutdated(stored, options.PasswordIterations);

    public void Dispose() => _room.Dispose();
}
