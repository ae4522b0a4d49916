# bash completion for crmaudit: jobs and options as its own help has them
_crmaudit() {
	local word=${COMP_WORDS[COMP_CWORD]} job jobs
	jobs=$(crmaudit --help 2>/dev/null | sed -n '/^jobs/,/^$/s/^  \([a-z]*\) .*/\1/p')
	for job in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		[[ $job != -* && " ${jobs//$'\n'/ } " == *" $job "* ]] && break
		job=
	done
	if [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(crmaudit $job --help 2>/dev/null | grep -o -- '--[a-z-]*')" -- "$word")
	elif [[ -z $job && ${COMP_WORDS[COMP_CWORD-1]} != @(-c|--config) ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$jobs" -- "$word")
	fi
}
complete -o default -F _crmaudit crmaudit
