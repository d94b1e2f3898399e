namespace Kpanda.Storage;

/// <summary>
/// Keeps a data directory to one process. The operating system gives the lock back when the process ends, however it ends; the file that it is on stays.
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = "kpanda.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the directory.</summary>
    /// <exception cref="IOException">Another process has it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            return new DataDirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (File.Exists(path))
        {
            throw new IOException($"Another Kpanda uses the data folder {directory}. Stop it, or name another folder with --data.", taken);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
