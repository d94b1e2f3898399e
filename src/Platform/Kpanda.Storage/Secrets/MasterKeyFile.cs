using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Storage.Secrets;

/// <summary>The file of the master key, read again when it was written, so that a running server follows a rotation.</summary>
internal sealed class MasterKeyFile(string path)
{
    private readonly Lock _reading = new();
    private MasterKey? _keys;
    private DateTime _written;

    public string Path => path;

    public MasterKey Current()
    {
        lock (_reading)
        {
            if (_keys is not null && (!File.Exists(path) || File.GetLastWriteTimeUtc(path) == _written)) return _keys;
            var keys = MasterKey.LoadOrCreate(path);
            _written = File.GetLastWriteTimeUtc(path);
            return _keys = keys;
        }
    }

    /// <summary>Puts a new key before the others, which still open what they sealed. The file is replaced whole.</summary>
    /// <exception cref="IOException">Somebody else is at it.</exception>
    public void AddKey()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = DataDirectory.OwnerOnly;
        using var alone = new FileStream(path + ".lock", options);
        MasterKey.LoadOrCreate(path);
        var lines = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Size)) + "\n" + File.ReadAllText(path);
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        DataDirectory.TryCreateSecretFile(draft, Encoding.ASCII.GetBytes(lines));
        File.Move(draft, path, overwrite: true);
    }
}
