namespace NnGen;

/// <summary>Recognises files of other formats by their first bytes, and says how to come from there to safetensors.</summary>
internal static class ForeignFormat
{
    private const string FromPyTorch = "in Python: from safetensors.torch import save_file; save_file(model.state_dict(), 'model.safetensors')";

    /// <summary>
    /// What a file is that begins so, and what to do, without a full stop; null where that is unknown. To be asked where the file is no
    /// safetensors file: the length of a header may look like any of these.
    /// </summary>
    /// <param name="start">The first eight bytes.</param>
    internal static string? Of(ReadOnlySpan<byte> start) => Name(start) is string name ? $"this is no safetensors file but {name}" : null;

    private static string? Name(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => $"a zip archive, as torch.save writes (.pt, .pth) and Keras (.keras) and NumPy (.npz); {FromPyTorch}",
        [0x80, >= 2 and <= 5, ..] => $"a Python pickle, as older versions of torch.save write; {FromPyTorch}",
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "an HDF5 file, as Keras writes (.h5); in Python: from safetensors.numpy import save_file; save_file({v.path: v.numpy() for v in model.weights}, 'model.safetensors')",
        [(byte)'G', (byte)'G', (byte)'U', (byte)'F', ..] => "a GGUF file; convert the tensors with the gguf package and save them with safetensors.numpy.save_file",
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => "a NumPy array (.npy); in Python: from safetensors.numpy import save_file; save_file({'dense1.weight': array}, 'model.safetensors')",
        [0x08, >= 1 and <= 20, 0x12 or 0x3A, ..] => "what seems to be an ONNX model; in Python: save_file({t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}, 'model.safetensors') with save_file of safetensors.numpy",
        [0x1F, 0x8B, ..] => "one that gzip has packed; unpack it first",
        [(byte)'{', ..] => "a text that begins with '{', such as JSON; a safetensors file begins with the length of its header",
        _ => null,
    };
}
