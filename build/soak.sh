#!/usr/bin/env bash
# Kills a training process at random moments, resumes it, and compares what comes out with an undisturbed run.
#
#   build/soak.sh [KILLS] [SEED]     KILLS: 100 unless given; SEED: of the moments, a new one each day unless given
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
kills="${1:-100}"
seed="${2:-$(date +%Y%m%d)}"

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDTERMINALLOGGER=off MSBUILDDISABLENODEREUSE=1
dotnet build "$root/tests/NnGen.Soak.Tests" -c Release -nodeReuse:false -v q >&2
dotnet "$root/tests/NnGen.Soak.Tests/bin/Release/net10.0/NnGen.Soak.Tests.dll" soak "$kills" "$seed"
echo "$kills kills survived (seed $seed)"
