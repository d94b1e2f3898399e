namespace Kpanda.Sandbox.Containers.Files;

/// <summary>What a file system says when it cannot: the words of errno.</summary>
internal sealed class FileProblem(string path, string words) : IOException($"{path}: {words}")
{
    /// <summary>The words alone, such as <c>No such file or directory</c>.</summary>
    public string Words => words;

    /// <summary>The path that it is about, as it was given.</summary>
    public string Path => path;

    public static FileProblem Missing(string path) => new(path, "No such file or directory");

    public static FileProblem NoDirectory(string path) => new(path, "Not a directory");

    public static FileProblem IsDirectory(string path) => new(path, "Is a directory");

    public static FileProblem ReadOnly(string path) => new(path, "Read-only file system");

    public static FileProblem NoSpace(string path) => new(path, "No space left on device");

    public static FileProblem Exists(string path) => new(path, "File exists");

    public static FileProblem NotEmpty(string path) => new(path, "Directory not empty");
}
