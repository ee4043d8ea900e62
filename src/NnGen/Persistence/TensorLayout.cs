namespace NnGen;

/// <summary>How the tensors of a file lie.</summary>
public enum TensorLayout
{
    /// <summary>As PyTorch has them, and NnGen: the weight of a dense layer is [out, in], of a convolution [out, in, height, width].</summary>
    PyTorch,

    /// <summary>
    /// As Keras has them: the kernel of a dense layer is [in, out], of a convolution [height, width, in, out], and a layer behind <c>Flatten</c> has the
    /// features of an image with the channels last. <c>kernel</c>, <c>gamma</c>, <c>beta</c>, <c>moving_mean</c>, <c>moving_variance</c> and <c>embeddings</c>
    /// are read as <c>weight</c>, <c>bias</c>, <c>running_mean</c> and <c>running_var</c>, and paths such as <c>sequential/dense_1/kernel</c> as names with
    /// dots.
    /// <para>
    /// Recurrent layers and attention are read likewise. <c>SimpleRNN</c> is <see cref="RNNAttribute"/>; of <c>GRU</c> the gates z, r, h become r, z, n, and <c>reset_after=False</c> is
    /// <see cref="GRUAttribute.ResetAfter"/> switched off; where Keras has one bias, the other is 0. The cell is no part of the name: <c>gru/gru_cell/kernel</c> belongs to <c>gru</c>, and
    /// <c>bidirectional/forward_gru</c> and <c>backward_gru</c> are the two directions of <c>bidirectional</c>. A recurrent layer of Keras is one layer: a node with several
    /// <see cref="RecurrentAttribute.Layers"/> has names of its own for each. Of <c>MultiHeadAttention</c>, <c>query</c>, <c>key</c>, <c>value</c> and <c>attention_output</c> are
    /// <c>q_proj</c>, <c>k_proj</c>, <c>v_proj</c> and <c>out_proj</c>; its heads are to be as many as the node's, and as wide: <c>key_dim</c> is the features divided by the heads.
    /// </para>
    /// </summary>
    Keras,
}
