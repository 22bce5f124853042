// What shells are told so that tab completes words of stepscope. They ask the command itself, `stepscope complete`; nothing that
// was typed is ever evaluated.

type Shell = 'bash' | 'zsh' | 'fish';

const BASH = `# stepscope: completion for bash. In ~/.bashrc: source <(stepscope completion bash)
_stepscope() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(stepscope complete --bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o bashdefault -o default -F _stepscope stepscope
`;

const ZSH = `#compdef stepscope
# stepscope: completion for zsh. In ~/.zshrc, after compinit: source <(stepscope completion zsh)
_stepscope() {
  local line value
  local -a found
  for line in "\${(@f)$(stepscope complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -z $line ]] && continue
    value=\${line%%$'\\t'*}
    found+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#found} )); then
    _describe 'stepscope' found
  else
    _files
  fi
}
compdef _stepscope stepscope
`;

const FISH = `# stepscope: completion for fish. In ~/.config/fish/config.fish: stepscope completion fish | source
function __stepscope_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l plain (string unescape -- "$current")
    or set plain (string trim --left --chars='"\\'' -- "$current")
    set -l found (stepscope complete -- $before[2..-1] "$plain" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c stepscope -f -a '(__stepscope_complete)'
`;

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
