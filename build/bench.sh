#!/usr/bin/env bash
# Measures the project against its peers and writes the tables as Markdown.
#
#   build/bench.sh [FILE] [OPTIONS]     FILE: artifacts/benchmark.md unless given; OPTIONS: those of the report, such as --quick
#
# Peers that are missing are installed where that is possible without asking: a C compiler and PyTorch by apt as root, ONNX Runtime's
# library by npm below artifacts/; ONNX Runtime for C#, and TorchSharp by --torchsharp, come from NuGet. What cannot be installed is reported
# as missing.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

file="$root/artifacts/benchmark.md"
if [[ $# -gt 0 && "$1" != --* ]]; then
  file="$(realpath -m "$1")"
  shift
fi

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDTERMINALLOGGER=off MSBUILDDISABLENODEREUSE=1
# Both settings distort PyTorch: the first makes its linear algebra slow, without the second it uses all processors.
unset OPENBLAS_CORETYPE
export OMP_NUM_THREADS=1

updated=""
install() {
  if [[ "$(id -u)" != 0 ]] || ! command -v apt-get > /dev/null; then
    echo "$* cannot be installed without root and apt; going on without." >&2
    return 0
  fi
  if [[ -z "$updated" ]]; then
    apt-get update < /dev/null > /dev/null 2>&1 || echo "apt-get update failed; going on with the lists at hand." >&2
    updated=1
  fi
  for package in "$@"; do
    if [[ -z "$(apt-cache policy "$package" 2> /dev/null)" ]]; then
      echo "apt does not offer $package; going on without." >&2
      return 0
    fi
  done
  echo "installing $*" >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" < /dev/null > /dev/null 2>&1 \
    || echo "$* could not be installed; going on without." >&2
}

if ! command -v "${CC:-cc}" > /dev/null; then
  install gcc libc6-dev
fi

# OpenBLAS, because PyTorch otherwise gets the reference library, which is many times slower.
if ! python3 -c "import torch" > /dev/null 2>&1 && ! /usr/bin/python3 -c "import torch" > /dev/null 2>&1; then
  install python3-torch libopenblas0-pthread
fi

# A PyTorch of the distribution that was there already multiplies with whatever libblas.so.3 is.
if /usr/bin/python3 -c "import torch" > /dev/null 2>&1; then
  for library in /usr/lib/*/libblas.so.3; do
    if [[ -e "$library" && "$(readlink -f "$library")" == */blas/libblas.so.3* && "$(readlink -f "$library")" != *openblas* ]]; then
      install libopenblas0-pthread
    fi
  done
fi

find_onnxruntime() {
  local machine
  case "$(uname -m)" in
    aarch64 | arm64) machine=arm64 ;;
    *) machine=x64 ;;
  esac
  find "$1" -path "*/linux/$machine/libonnxruntime.so*" -print -quit 2> /dev/null || true
}

if [[ -z "${NNGEN_ONNXRUNTIME:-}" ]]; then
  cache="$root/artifacts/onnxruntime"
  NNGEN_ONNXRUNTIME="$(find_onnxruntime "$cache")"
  if [[ -z "$NNGEN_ONNXRUNTIME" ]] && command -v npm > /dev/null; then
    echo "fetching onnxruntime-node" >&2
    mkdir -p "$cache"
    npm install --ignore-scripts --no-audit --no-fund --no-save --prefix "$cache" onnxruntime-node@1.30.0 < /dev/null > /dev/null 2>&1 \
      || echo "onnxruntime-node could not be fetched; going on without." >&2
    NNGEN_ONNXRUNTIME="$(find_onnxruntime "$cache")"
  fi
  export NNGEN_ONNXRUNTIME
fi

dotnet build "$root/tests/NnGen.Benchmarks" -c Release -nodeReuse:false -v q >&2
dotnet "$root/tests/NnGen.Benchmarks/bin/Release/net10.0/NnGen.Benchmarks.dll" report --start --output "$file" "$@"
echo "written to $file" >&2
