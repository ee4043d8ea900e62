using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>Tells files from pipes, sockets and devices, which the framework does not.</summary>
internal static unsafe partial class FileKind
{
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int DirectoryType = 0x4000;

    /// <summary>Whether a file may be replaced by another: it is a regular one, or there is none. Where that cannot be told, it may.</summary>
    /// <param name="path">The full path; links are followed.</param>
    internal static bool IsRegularOrAbsent(string path)
    {
        try
        {
            int mode = OperatingSystem.IsLinux() ? LinuxMode(path) : OperatingSystem.IsMacOS() ? MacMode(path) : 0;
            return mode == 0 || (mode & TypeMask) is RegularType or DirectoryType;
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
        {
            return true;
        }
    }

    // statx(2): one layout on all architectures; stx_mode is its 16-bit number at byte 28.
    private static int LinuxMode(string path)
    {
        const int CurrentDirectory = -100;
        const uint TypeAndMode = 3;
        const int ModeAt = 28;
        byte* status = stackalloc byte[256];
        return statx(CurrentDirectory, path, 0, TypeAndMode, status) == 0 ? *(ushort*)(status + ModeAt) : 0;
    }

    // struct stat with 64-bit inodes: st_mode is its 16-bit number at byte 4.
    private static int MacMode(string path)
    {
        const int ModeAt = 4;
        byte* status = stackalloc byte[512];
        int result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? stat64(path, status) : stat(path, status);
        return result == 0 ? *(ushort*)(status + ModeAt) : 0;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int stat(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int stat64(string path, byte* status);
}
