using System.Runtime.InteropServices;
using System.Text;

namespace NnGen;

/// <summary>Tells files from pipes, sockets and devices, which the framework does not.</summary>
internal static unsafe class FileKind
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
            fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            {
                int mode = OperatingSystem.IsLinux() ? LinuxMode(name) : OperatingSystem.IsMacOS() ? MacMode(name) : 0;
                return mode == 0 || (mode & TypeMask) is RegularType or DirectoryType;
            }
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
        {
            return true;
        }
    }

    // statx(2): one layout on all architectures; stx_mode is its 16-bit number at byte 28.
    private static int LinuxMode(byte* path)
    {
        const int CurrentDirectory = -100;
        const uint TypeAndMode = 3;
        const int ModeAt = 28;
        byte* status = stackalloc byte[256];
        return statx(CurrentDirectory, path, 0, TypeAndMode, status) == 0 ? *(ushort*)(status + ModeAt) : 0;
    }

    // struct stat with 64-bit inodes: st_mode is its 16-bit number at byte 4.
    private static int MacMode(byte* path)
    {
        const int ModeAt = 4;
        byte* status = stackalloc byte[512];
        int result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? stat64(path, status) : stat(path, status);
        return result == 0 ? *(ushort*)(status + ModeAt) : 0;
    }

    [DllImport("libc")]
    private static extern int statx(int directory, byte* path, int flags, uint mask, byte* status);

    [DllImport("libc")]
    private static extern int stat(byte* path, byte* status);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    private static extern int stat64(byte* path, byte* status);
}
