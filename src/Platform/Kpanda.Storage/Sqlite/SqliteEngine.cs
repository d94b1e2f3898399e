using System.Runtime.InteropServices;
using SQLitePCL;

namespace Kpanda.Storage.Sqlite;

/// <summary>Chooses the native library once: the system's where it is newer than ours, because it gets security fixes; else the one that ships with us.</summary>
internal static class SqliteEngine
{
    private const int BundledVersion = 3_035_005;
    private const string SystemLibrary = "libsqlite3.so.0";

    private static readonly Lazy<bool> Started = new(Start);

    public static void Ensure() => _ = Started.Value;

    private static bool Start()
    {
        if (OperatingSystem.IsLinux() && TryLoadNewerSystemLibrary(out var handle))
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? handle : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static unsafe bool TryLoadNewerSystemLibrary(out IntPtr handle)
    {
        if (!NativeLibrary.TryLoad(SystemLibrary, out handle)) return false;
        if (!NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var export)) return false;
        var version = (delegate* unmanaged[Cdecl]<int>)export;
        return version() > BundledVersion;
    }
}
